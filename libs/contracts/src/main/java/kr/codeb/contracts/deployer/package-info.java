/** What the deployer tells of containers. */
package kr.codeb.contracts.deployer;
