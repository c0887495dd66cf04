/** Everything that the registry knows of an environment, forgotten at once. */
package kr.codeb.registry.removal;
