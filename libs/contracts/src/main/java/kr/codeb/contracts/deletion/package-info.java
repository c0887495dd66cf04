/** What goes when an environment of a project is deleted. */
package kr.codeb.contracts.deletion;
