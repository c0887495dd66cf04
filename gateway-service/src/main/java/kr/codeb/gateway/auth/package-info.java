/** Who calls, by which key, and how often. */
package kr.codeb.gateway.auth;
