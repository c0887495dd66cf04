/** API keys: {@code keys.json}, which holds no key, only what tells one. */
package kr.codeb.registry.key;
