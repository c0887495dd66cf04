/** What an environment has on the servers, and how each part of it is removed for good. */
package kr.codeb.provisioner.removal;
