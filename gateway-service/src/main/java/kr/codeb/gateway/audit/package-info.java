/** The audit as the gateway writes and shows it: who asked for what, and how it went. */
package kr.codeb.gateway.audit;
