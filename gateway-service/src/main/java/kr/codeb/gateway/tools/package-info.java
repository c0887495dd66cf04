/** The tools themselves, one package for each group; and the inputs that several groups share. */
package kr.codeb.gateway.tools;
