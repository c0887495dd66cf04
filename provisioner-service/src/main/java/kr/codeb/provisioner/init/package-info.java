/** {@code workflow_init}: the steps that give a project's environment all it needs. */
package kr.codeb.provisioner.init;
