/** A slot: its container, what an operation on it knows, and how a container leaves it. */
package kr.codeb.deployer.slot;
