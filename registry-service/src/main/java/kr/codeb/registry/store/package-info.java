/** What the rest of the registry asks of the place that keeps its documents, and JSON as all of it reads and writes it. */
package kr.codeb.registry.store;
