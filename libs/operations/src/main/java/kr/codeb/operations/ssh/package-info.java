/** Commands on a host: values that are quoted once, scripts in files of their own, and the bounded SSH connections that run them. */
package kr.codeb.operations.ssh;
