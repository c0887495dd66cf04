/** Containers: deploying, promoting, rolling back, cleaning up. */
package kr.codeb.deployer;
