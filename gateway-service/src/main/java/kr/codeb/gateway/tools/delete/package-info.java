/** The tool that deletes projects, in two steps: a plan, and its confirmation. */
package kr.codeb.gateway.tools.delete;
