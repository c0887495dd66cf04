/** The tool workflow_scan: what the registry says, what is really there, and the repair of what is safe. */
package kr.codeb.gateway.tools.scan;
