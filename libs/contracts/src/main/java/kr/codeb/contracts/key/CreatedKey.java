package kr.codeb.contracts.key;

/**
 * The one time that a key's text is told.
 *
 * @param key null when the same call made it before: its text was told then
 */
public record CreatedKey(String id, String key, ApiKey about) {

    @Override
    public String toString() {
        return "CreatedKey[" + id + ", [REDACTED]]";
    }
}
