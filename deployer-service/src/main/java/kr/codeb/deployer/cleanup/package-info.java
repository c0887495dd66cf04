/** Giving up versions whose time is over, and what crashes left behind. */
package kr.codeb.deployer.cleanup;
