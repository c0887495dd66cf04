package kr.codeb.contracts.key;

/**
 * A key to be made. Role and team decide; the ones written in the key's text are for people.
 *
 * @param expiresInDays null: never
 */
public record NewKey(String teamId, Role role, String name, String createdBy, Integer expiresInDays) {}
