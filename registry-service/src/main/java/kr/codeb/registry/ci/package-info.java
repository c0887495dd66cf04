/** Which environments trust which runs of workflows, as the SSOT says. */
package kr.codeb.registry.ci;
