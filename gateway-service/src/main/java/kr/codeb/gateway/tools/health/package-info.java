/** The tool health_check: how the platform itself is. */
package kr.codeb.gateway.tools.health;
