/** The calls that this service makes to the registry. */
package kr.codeb.provisioner.registry;
