/** The right to change a project's environment, of this service's own operations and of those that other services call us for. */
package kr.codeb.provisioner.hold;
