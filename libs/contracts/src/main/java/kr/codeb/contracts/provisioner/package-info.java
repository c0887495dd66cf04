/** What the provisioner is asked and tells of env files and routes. */
package kr.codeb.contracts.provisioner;
