/** {@code workflow_scan}: what the registry says and what is really there, and the repair of what is safe to mend. */
package kr.codeb.deployer.scan;
