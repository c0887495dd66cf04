/** The private services as the gateway sees them. */
package kr.codeb.gateway.neighbour;
