/** {@code project_update}: an environment's settings are changed, and its site with them. */
package kr.codeb.provisioner.update;
