/**
 * Documents on disk: whole, durable, shared with shell scripts by flock(2). {@link kr.codeb.registry.file.Store} keeps
 * the JSON documents, {@link kr.codeb.registry.file.Journal} the append-only log.
 */
package kr.codeb.registry.file;
