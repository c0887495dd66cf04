/**
 * Files that are whole and durable and shared with shell scripts by flock(2): {@link kr.codeb.registry.file.FileStore}
 * keeps the JSON documents, {@link kr.codeb.registry.file.JournalFile} is the log of operations.
 */
package kr.codeb.registry.file;
