package kr.codeb.web;

import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Calls to another of our services, which may be restarting just now. */
public final class Neighbour {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Neighbour() {}

    /**
     * Repeats a call that is safe to repeat while the other service does not answer.
     *
     * @param patience how long to go on asking
     * @throws CodebException SERVICE_UNAVAILABLE when it did not come back in time; any other failure passes through
     */
    public static <T> T patiently(Duration patience, Supplier<T> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (RuntimeException unreachable) {
                if (!isAway(unreachable)) {
                    throw unreachable;
                }
                if (System.nanoTime() > deadline) {
                    throw unavailable(unreachable);
                }
                pause();
            }
        }
    }

    /**
     * Whether a call failed since nobody answered, and not by an answer. A connection that is cut while the answer is awaited shows as
     * Vert.x's own exception, which the REST client does not wrap.
     */
    public static boolean isAway(Throwable failure) {
        return failure instanceof ProcessingException || failure instanceof VertxException;
    }

    /** What a caller is told when a service does not answer. */
    public static CodebException unavailable(RuntimeException cause) {
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "One of CodeB's services does not answer just now. Try again in a few seconds; health_check tells which.",
                cause);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping. Try again.", stopping);
        }
    }
}
