package kr.codeb.contracts.key;

/** The one time that a key's text is told. */
public record CreatedKey(String id, String key, ApiKey about) {

    @Override
    public String toString() {
        return "CreatedKey[" + id + ", [REDACTED]]";
    }
}
