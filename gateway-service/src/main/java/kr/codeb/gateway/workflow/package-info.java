/** The GitHub Actions file that a new project begins with. */
package kr.codeb.gateway.workflow;
