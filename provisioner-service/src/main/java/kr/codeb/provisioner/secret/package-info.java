/** Passwords: new ones, and those that files of this host hold. */
package kr.codeb.provisioner.secret;
