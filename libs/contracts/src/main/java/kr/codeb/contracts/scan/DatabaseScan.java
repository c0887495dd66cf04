package kr.codeb.contracts.scan;

/**
 * A project's database.
 *
 * @param user whether its role is there
 * @param login whether a login with the env file's URL works; null when that URL leads elsewhere or is not known
 */
public record DatabaseScan(String name, boolean exists, boolean user, Boolean login) {}
