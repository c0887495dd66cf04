/** Who may change a project's environment now, and how everybody else is kept out. */
package kr.codeb.registry.hold;
