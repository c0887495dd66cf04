/** Tools for looking: logs, history, health. */
package kr.codeb.gateway.tools.watch;
