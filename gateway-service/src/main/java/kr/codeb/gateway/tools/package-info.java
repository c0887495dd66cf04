/** The tools themselves, one declaration each. A new one is added here, in a group, and nowhere else. */
package kr.codeb.gateway.tools;
