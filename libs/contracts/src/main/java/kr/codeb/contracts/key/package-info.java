/** API keys as the gateway and the registry speak of them. */
package kr.codeb.contracts.key;
