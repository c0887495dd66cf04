/** Redis numbers: {@code redis-db.json}. */
package kr.codeb.registry.redis;
