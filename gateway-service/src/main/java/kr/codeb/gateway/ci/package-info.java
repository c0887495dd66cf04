/** Keys without a stored secret: what GitHub asserts about a workflow's run is checked and exchanged. */
package kr.codeb.gateway.ci;
