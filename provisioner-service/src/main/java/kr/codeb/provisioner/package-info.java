/** The provisioner: what a project needs on the servers. This package holds its settings and what it checks at its start. */
package kr.codeb.provisioner;
