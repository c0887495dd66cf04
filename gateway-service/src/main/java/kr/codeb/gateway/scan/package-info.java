/** The tool {@code workflow_scan}: what the registry says, what is really there, and the repair of what is safe. */
package kr.codeb.gateway.scan;
