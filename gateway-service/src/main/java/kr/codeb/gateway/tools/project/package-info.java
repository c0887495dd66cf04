/** Tools for projects: create one, list them; and the GitHub Actions file that a new one begins with. */
package kr.codeb.gateway.tools.project;
