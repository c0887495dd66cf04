package kr.codeb.deployer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.web.Correlation;

/** Work that is begun before its outcome is needed, under the same correlation id. */
public final class Ahead {

    private Ahead() {}

    public static <T> Future<T> of(Callable<T> work) {
        return of(Thread::startVirtualThread, work);
    }

    public static <T> Future<T> of(Executor where, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        where.execute(Correlation.carried(task));
        return task;
    }

    /** Waits until it is over, whatever came of it. @param work null for none */
    public static void settle(Future<?> work) {
        try {
            if (work != null) {
                work.get();
            }
        } catch (ExecutionException failed) {
            // It is over.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the outcome. @throws RuntimeException the work's own failure */
    public static <T> T outcome(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The service is stopping. Call again.", stopping);
        }
    }
}
