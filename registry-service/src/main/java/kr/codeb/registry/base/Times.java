package kr.codeb.registry.base;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time as it is written into files and answers. */
public final class Times {

    private Times() {}

    /** Now, in whole milliseconds. */
    public static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
