package kr.codeb.provisioner.client;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Waits for Vert.x's clients; to be used on virtual threads. */
public final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Await() {}

    public static <T> T on(Future<T> future) throws Failed {
        return on(future, LONGEST);
    }

    /**
     * Waits for a connection. One that comes when nobody waits for it any more is closed.
     *
     * @throws Failed with the client's own failure as its cause
     */
    public static <T> T opened(Future<T> opening, Duration longest, Consumer<T> close) throws Failed {
        try {
            return on(opening, longest);
        } catch (Failed given) {
            opening.onSuccess(close::accept);
            throw given;
        }
    }

    /** @throws Failed with the client's own failure as its cause */
    public static <T> T on(Future<T> future, Duration longest) throws Failed {
        try {
            return future.toCompletionStage().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new Failed(failed.getCause().getMessage(), failed.getCause());
        } catch (TimeoutException silent) {
            throw new Failed("it did not answer within %d s".formatted(longest.toSeconds()), silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Failed("the service is stopping", stopping);
        }
    }

    /** The client failed, or did not answer in time. */
    public static final class Failed extends Exception {

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
