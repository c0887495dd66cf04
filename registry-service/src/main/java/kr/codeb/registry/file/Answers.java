package kr.codeb.registry.file;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Waiting for the one thread that writes a file. */
final class Answers {

    /** Longer than a script may hold the lock of the files twice over. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Answers() {}

    /** @throws CodebException the one that the answer failed with; SERVICE_UNAVAILABLE when none comes in time */
    static <T> T await(CompletableFuture<T> answer, Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (TimeoutException silent) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The registry's disk has not answered for %d seconds, so it is not known whether this was written. Look at the disk; look at what is there before you try again."
                            .formatted(patience.toSeconds()),
                    silent);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The registry is stopping. Try again.", stopping);
        }
    }
}
