package kr.codeb.gateway.neighbour;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kr.codeb.web.Correlation;

/** Questions asked side by side, each waited for only so long. */
@Singleton
public class Questions {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** Asks now, under this call's correlation id. */
    public <T> Question<T> ask(Supplier<T> question) {
        String correlation = Correlation.current();
        return new Question<>(threads.submit(() -> {
            Correlation.take(correlation);
            return question.get();
        }));
    }

    /** A question that is on its way. */
    public record Question<T>(Future<T> answer) {

        /** The answer, or {@code otherwise} when there is none by the deadline, a {@link System#nanoTime()}. */
        T by(long deadline, T otherwise) {
            try {
                return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return otherwise;
            } catch (ExecutionException | TimeoutException none) {
                return otherwise;
            }
        }

        /** The answer, or {@code otherwise} when there is none in time. */
        public T within(Duration time, T otherwise) {
            return by(System.nanoTime() + time.toNanos(), otherwise);
        }
    }
}
