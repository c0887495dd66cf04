/** How the servers are that this service needs. */
package kr.codeb.provisioner.health;
