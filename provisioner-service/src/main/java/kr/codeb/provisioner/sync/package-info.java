/** {@code env_sync}: changes of a project's variables. */
package kr.codeb.provisioner.sync;
