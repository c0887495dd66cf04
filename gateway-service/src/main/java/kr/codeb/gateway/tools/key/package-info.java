/** Tools for API keys. */
package kr.codeb.gateway.tools.key;
