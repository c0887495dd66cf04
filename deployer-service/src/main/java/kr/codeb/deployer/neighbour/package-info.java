/** The registry and the provisioner, as the deployer calls them. */
package kr.codeb.deployer.neighbour;
