/** Waiting for the clients of PostgreSQL, Redis and DNS, which do not block by themselves. */
package kr.codeb.provisioner.client;
