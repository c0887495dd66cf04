/** How a server or a service is, asked just now. */
package kr.codeb.contracts.health;
