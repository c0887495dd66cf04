/** What is really there of a project's environment, where that differs from the registry, and how it is mended. */
package kr.codeb.provisioner.scan;
