package kr.codeb.contracts.scan;

/**
 * A project's place in Redis.
 *
 * @param db its number
 * @param user name of its user
 * @param exists whether that user is there
 */
public record RedisScan(int db, String user, boolean exists) {}
