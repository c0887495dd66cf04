/** The audit: who asked for what, when, and how it went. */
package kr.codeb.contracts.audit;
