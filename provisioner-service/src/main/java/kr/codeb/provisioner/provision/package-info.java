/**
 * One maker for each thing that a project's environment has: its database, Redis number and user, DNS records, site, markers, env
 * file and folders. Each looks, makes what is missing, takes back what an operation made, and removes; {@code workflow_init},
 * the scan, the repair and a deletion are compositions of these.
 */
package kr.codeb.provisioner.provision;
