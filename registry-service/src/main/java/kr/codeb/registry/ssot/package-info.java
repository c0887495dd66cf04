/** Projects and ports: {@code ssot.json}. */
package kr.codeb.registry.ssot;
