/** One meaning of healthy, and why a container is not. */
package kr.codeb.deployer.health;
