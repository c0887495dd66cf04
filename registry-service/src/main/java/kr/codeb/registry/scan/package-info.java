/** Which of the registry's files can be used, for {@code workflow_scan}. */
package kr.codeb.registry.scan;
