/** What Docker says of containers, without changing anything. */
package kr.codeb.deployer.read;
