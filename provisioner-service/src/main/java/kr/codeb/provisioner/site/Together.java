package kr.codeb.provisioner.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Work that is done for one crowd after the other: whoever comes while a crowd is served joins the next one, and its first
 * member does the work for all. Nobody waits here for longer than a bound.
 *
 * @param <T> what is asked
 * @param <R> what becomes of it
 */
final class Together<T, R> {

    private final int most;
    private final Duration patience;
    private final Function<List<T>, List<R>> work;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Queue<Member<T, R>> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param most members of one crowd
     * @param patience how long to wait for a turn
     * @param work gives a result for each, in their order; may throw, which each member then hears
     */
    Together(int most, Duration patience, Function<List<T>, List<R>> work) {
        this.most = most;
        this.patience = patience;
        this.work = work;
    }

    /**
     * @throws TooMany when the turn did not come in time; nothing was done for this member
     * @throws NotSeen when another member does its work and has not ended it within the time for all of a crowd, one after the other
     */
    R ask(T asked) throws TooMany, NotSeen {
        Member<T, R> me = new Member<>(asked, new CompletableFuture<>());
        waiting.add(me);
        try {
            if (turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    while (!me.result.isDone()) {
                        serve();
                    }
                } finally {
                    turn.unlock();
                }
            } else if (waiting.remove(me)) {
                throw new TooMany(waiting.size());
            }
            return me.result.get(patience.toMillis() * (most + 2), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            waiting.remove(me);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service is stopping", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw (Error) failed.getCause();
        } catch (TimeoutException served) {
            throw new NotSeen();
        }
    }

    private void serve() {
        List<Member<T, R>> crowd = new ArrayList<>();
        for (Member<T, R> next; crowd.size() < most && (next = waiting.poll()) != null; ) {
            crowd.add(next);
        }
        try {
            List<R> results = work.apply(crowd.stream().map(Member::asked).toList());
            for (int i = 0; i < crowd.size(); i++) {
                crowd.get(i).result.complete(results.get(i));
            }
        } catch (Throwable failed) {
            crowd.forEach(member -> member.result.completeExceptionally(failed));
        }
    }

    private record Member<T, R>(T asked, CompletableFuture<R> result) {}

    /** What became of it is not known. */
    static final class NotSeen extends Exception {}

    /** The turn did not come in time. */
    static final class TooMany extends Exception {

        private final int waiting;

        TooMany(int waiting) {
            this.waiting = waiting;
        }

        int waiting() {
            return waiting;
        }
    }
}
