/** What keeps applications apart: their network, and the packet filter's rules about it. */
package kr.codeb.deployer.isolation;
