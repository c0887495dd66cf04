/** What {@code workflow_scan} finds: what the registry says, what is really there, and where they differ. */
package kr.codeb.contracts.scan;
