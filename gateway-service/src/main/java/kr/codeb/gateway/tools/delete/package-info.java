/** The tool that deletes projects, once a person has agreed to all that would go. */
package kr.codeb.gateway.tools.delete;
