/** The App Server, as this service asks and changes it. */
package kr.codeb.provisioner.host;
