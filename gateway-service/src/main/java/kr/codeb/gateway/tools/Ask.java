package kr.codeb.gateway.tools;

import java.time.Duration;
import java.util.function.Supplier;
import kr.codeb.web.Neighbour;

/** A question to a neighbour that may be restarting. */
public final class Ask {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Ask() {}

    public static <T> T the(Supplier<T> question) {
        return Neighbour.patiently(PATIENCE, question);
    }
}
