/** Bringing a version into the slot that is not active. */
package kr.codeb.deployer.deploy;
