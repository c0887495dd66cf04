/** Further domains of an environment: given to it, and taken away. */
package kr.codeb.provisioner.domain;
