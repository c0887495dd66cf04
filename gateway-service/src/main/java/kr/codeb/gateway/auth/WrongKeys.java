package kr.codeb.gateway.auth;

/** Hears of keys that opened nothing. */
public interface WrongKeys {

    /**
     * The first one in this minute from an address.
     *
     * @param keyId of a key that has ended; null for one that is unknown
     * @param teamId whose that was; null with {@code keyId}
     */
    void shown(String address, String keyId, String teamId);
}
