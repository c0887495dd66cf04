/** The slots of each project's environment, and the only place that decides their states. */
package kr.codeb.registry.slot;
