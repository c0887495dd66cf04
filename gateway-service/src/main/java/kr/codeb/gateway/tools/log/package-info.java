/** The tool logs: what an application wrote. */
package kr.codeb.gateway.tools.log;
