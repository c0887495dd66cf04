package kr.codeb.operations.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import kr.codeb.contracts.operation.HoldLost;

/**
 * Sends reports of progress one after the other, behind the work that they tell of: nothing is decided by them, and a step
 * need not wait for the one before it to be written down.
 */
final class Reporter {

    private final Executor behind;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Reporter(Executor behind) {
        this.behind = behind;
    }

    /** @throws RuntimeException what became of an earlier report, such as {@link HoldLost}; then nothing more is sent */
    synchronized void send(Runnable report) {
        last = last.thenRunAsync(report, behind);
        if (last.isCompletedExceptionally()) {
            settle();
        }
    }

    /** Waits until all reports are sent. @throws RuntimeException what became of one */
    synchronized void settle() {
        try {
            last.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException told -> throw told;
                case Error fatal -> throw fatal;
                case null, default -> throw failed;
            }
        }
    }
}
