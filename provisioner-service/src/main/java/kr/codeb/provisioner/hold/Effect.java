package kr.codeb.provisioner.hold;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What an operation can make or change. Each is noted before it happens, so that the same operation can take it back. */
public enum Effect {
    DIRECTORIES,
    PORTS,
    SLOTS,
    ROLE,
    DATABASE,
    REDIS_NUMBER,
    REDIS_USER,
    ENV_FILE,
    BACKUP,
    ENTRY,
    RECORDS,
    MARKERS,
    SITE,
    DOMAIN,
    /** The password of a role that was there before: noted is what PostgreSQL stored of the old one. */
    ROLE_PASSWORD("before.verifier"),
    /** Password and number of a Redis user that was there before. */
    REDIS_LOGIN("before.redis"),
    /** The content of an env file that was there before. */
    ENV_CONTENT("before.env");

    private final String note;
    private final boolean makes;

    Effect() {
        this.note = "made." + name().toLowerCase(Locale.ROOT);
        this.makes = true;
    }

    Effect(String note) {
        this.note = note;
        this.makes = false;
    }

    /** The note's name in the operation's record. */
    String note() {
        return note;
    }

    /** Those that make something which was not there; the others change what was. */
    static Stream<Effect> makings() {
        return Arrays.stream(values()).filter(effect -> effect.makes);
    }
}
