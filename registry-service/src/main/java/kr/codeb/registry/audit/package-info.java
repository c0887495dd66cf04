/** The audit: an append-only file in which each entry is chained to the one before by a hash. */
package kr.codeb.registry.audit;
