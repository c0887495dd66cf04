package kr.codeb.provisioner.redis;

import java.util.List;
import java.util.Optional;
import kr.codeb.web.Sha256;

/** Users of Redis. Every call fails with REDIS_UNAVAILABLE when the server cannot be reached or refuses. */
public interface RedisUsers {

    void ping();

    /** How many numbers the server has, 0 included. */
    int databases();

    /** SHA-256 of each of a user's passwords; empty when there is no such user. */
    Optional<List<String>> passwordHashes(String user);

    /** Makes or remakes a user that has its own number and no other, and keeps it over a restart of the server. */
    void put(String user, int number, List<String> passwordHashes);

    void remove(String user);

    /** Deletes all keys of a number. */
    void empty(int number);

    /** What a login as the URL says finds on the server of the settings. */
    Login login(RedisUrl url);

    /**
     * Where a user's rights are not those that {@link #put} gives, in a few words each; none when the server cannot tell.
     */
    default List<String> wrongRights(String user) {
        return List.of();
    }

    /** What Redis keeps of a password. */
    static String hash(String password) {
        return Sha256.hex(password);
    }

    /** Whether a URL opens the door, and whether it opens only its own. */
    enum Login {
        REFUSED,
        /** It works, but the server lets the user into other numbers too. */
        OPEN,
        /** It works, and other numbers are refused. */
        FENCED
    }
}
