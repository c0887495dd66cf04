/** What a tool is: a declaration from which doors, checks and docs follow. */
package kr.codeb.gateway.tool;
