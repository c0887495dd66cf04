package kr.codeb.web;

import io.vertx.core.VertxException;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;

/** Calls to another of our services, which may be restarting just now. */
public final class Neighbour {

    /** Said by one of our services that stops, instead of an answer: nothing was begun, the next process answers. */
    public static final String STOPPING = "X-CodeB-Stopping";

    /** How long somebody who waits for an answer has it asked for: longer than any of our services takes to stop and start. */
    public static final Duration ANSWER = Duration.ofSeconds(15);
    /** How long an operation that has begun goes on asking: it is cheaper to wait for a restart than to begin again. */
    public static final Duration OPERATION = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Neighbour() {}

    /**
     * Asks something for somebody who waits for the answer.
     *
     * @throws CodebException SERVICE_UNAVAILABLE when nobody answered within {@link #ANSWER}; any other failure passes through
     */
    public static <T> T reading(Supplier<T> call) {
        return patiently(ANSWER, call);
    }

    /**
     * Makes a call of an operation that has begun, one that is safe to repeat.
     *
     * @throws HoldLost when the neighbour knows a later holder
     * @throws CodebException SERVICE_UNAVAILABLE when nobody answered within {@link #OPERATION}; any other failure passes through
     */
    public static <T> T changing(Supplier<T> call) {
        return changing(OPERATION, call);
    }

    /** As {@link #changing(Supplier)}, for a call that answers nothing. */
    public static void changing(Runnable call) {
        changing(() -> {
            call.run();
            return null;
        });
    }

    /** As {@link #changing(Supplier)}, with another patience. */
    public static <T> T changing(Duration patience, Supplier<T> call) {
        try {
            return patiently(patience, call);
        } catch (CodebException refused) {
            if (refused.code() == ErrorCode.OPERATION_IN_PROGRESS) {
                throw new HoldLost(refused);
            }
            throw refused;
        }
    }

    /**
     * Repeats a call that is safe to repeat while the other service does not answer.
     *
     * @param patience how long to go on asking
     * @throws CodebException SERVICE_UNAVAILABLE when it did not come back in time; any other failure passes through
     */
    public static <T> T patiently(Duration patience, Supplier<T> call) {
        return repeatedly(patience, call, Neighbour::isUnreachable);
    }

    private static <T> T repeatedly(Duration patience, Supplier<T> call, Predicate<Throwable> mayBeRepeated) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (RuntimeException failure) {
                if (!mayBeRepeated.test(failure)) {
                    throw failure;
                }
                if (System.nanoTime() > deadline) {
                    throw unavailable(failure);
                }
                pause();
            }
        }
    }

    /**
     * Whether a call failed since nobody answered, and not by an answer. A connection that is cut while the answer is awaited shows as
     * Vert.x's own exception, which the REST client does not wrap.
     */
    public static boolean isUnreachable(Throwable failure) {
        return failure instanceof ProcessingException || failure instanceof VertxException;
    }

    /**
     * Makes a call that must not be made twice: again only while it certainly has not begun, since the other service is not there or stops.
     *
     * @throws CodebException as {@link #reading}; any other failure passes through
     */
    public static <T> T once(Supplier<T> call) {
        return repeatedly(ANSWER, call, Neighbour::hasNotBegun);
    }

    private static boolean hasNotBegun(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof Stops) {
                return true;
            }
        }
        return false;
    }

    /** The other service stops, and has not begun what it was asked for. */
    static final class Stops extends ProcessingException {

        private static final long serialVersionUID = 1;

        Stops() {
            super("the service stops");
        }
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
