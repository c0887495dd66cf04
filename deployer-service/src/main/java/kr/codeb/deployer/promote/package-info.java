/** Moving visitors to a version, and back. */
package kr.codeb.deployer.promote;
