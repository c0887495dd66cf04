/** What happened, in numbers: counted by the rooms above, printed as Prometheus reads it. */
package kr.codeb.gateway.metrics;
