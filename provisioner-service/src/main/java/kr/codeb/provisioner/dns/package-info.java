/** The base domain's zone in PowerDNS. */
package kr.codeb.provisioner.dns;
