package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.TransactionBody;

/** The one thread that changes documents: whatever waits when it is free goes into one write (group commit). */
final class Committer {

    /** How long a script may hold the lock of the files. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LONGEST_WAIT_NANOS = 20_000_000;

    private final Path lockFile;
    private final Documents documents;
    private final DocumentFiles files;
    private final Restoration restoration;
    private final DocumentListener listener;
    private final LinkedBlockingQueue<Request<?>> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private int last;
    private int beforeLast;
    private long writeNanos;
    private volatile boolean closing;

    Committer(
            Path lockFile,
            Documents documents,
            DocumentFiles files,
            Restoration restoration,
            DocumentListener listener) {
        this.lockFile = lockFile;
        this.documents = documents;
        this.files = files;
        this.restoration = restoration;
        this.listener = listener;
        thread = Thread.ofPlatform().name("registry-committer").daemon().start(this::run);
    }

    /** Somebody waits for {@code answer}. */
    private static final class Request<T> {

        private final TransactionBody<T> body;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Set<String> touched = new HashSet<>();
        private T result;

        Request(TransactionBody<T> body) {
            this.body = body;
        }

        void run(CommitBatch batch) {
            FileTransaction transaction = new FileTransaction(batch);
            touched = transaction.touched();
            try {
                result = batch.apply(transaction, body);
            } catch (RuntimeException | Error refused) {
                answer.completeExceptionally(refused);
            }
        }

        /** @param dirty files that the batch wrote, or could not write */
        void finish(Map<String, WriteFailure> failures, List<String> dirty) {
            List<WriteFailure> mine = touched.stream()
                    .filter(failures::containsKey)
                    .map(failures::get)
                    .toList();
            if (mine.isEmpty()) {
                answer.complete(result);
            } else {
                boolean partly = mine.stream().anyMatch(WriteFailure::mayBeThere)
                        || dirty.stream().anyMatch(file -> touched.contains(file) && !failures.containsKey(file));
                WriteFailure one = mine.getFirst();
                answer.completeExceptionally(new WriteFailure(one.file(), one.cause(), partly).told());
            }
        }
    }

    <T> T commit(TransactionBody<T> body) {
        var request = new Request<>(body);
        queue.add(request);
        if (closing) {
            refuseAll();
        }
        return Answers.await(request.answer, Answers.LONGEST);
    }

    RestoredFile restore(String file) {
        return commit(transaction -> {
            try {
                return restoration.restore(file);
            } catch (IOException failure) {
                throw new WriteFailure(file, failure, true).told();
            }
        });
    }

    void close() {
        closing = true;
        queue.add(new Request<>(transaction -> null));
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }

    private void run() {
        while (!closing) {
            try {
                var requests = new ArrayList<Request<?>>();
                requests.add(queue.take());
                queue.drainTo(requests);
                awaitOthers(requests);
                long start = System.nanoTime();
                commit(requests);
                writeNanos = System.nanoTime() - start;
            } catch (InterruptedException stopping) {
                closing = true;
            }
        }
        refuseAll();
    }

    /**
     * Waits a little until as many are there as lately. Writers who were answered together come back one after the other:
     * without this the first one back gets a write for itself, and the others wait for it. Who comes alone waits for nobody.
     */
    private void awaitOthers(List<Request<?>> requests) throws InterruptedException {
        long deadline = System.nanoTime() + Math.min(writeNanos / 4, LONGEST_WAIT_NANOS);
        for (Request<?> next; requests.size() < Math.max(last, beforeLast); requests.add(next)) {
            next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
        }
        beforeLast = last;
        last = requests.size();
    }

    private void commit(List<Request<?>> requests) {
        var batch = new CommitBatch(documents, files, listener);
        try {
            Map<String, WriteFailure> failures;
            try (Flock lock = lock()) {
                requests.forEach(request -> request.run(batch));
                failures = batch.write();
            }
            requests.forEach(request -> request.finish(failures, batch.dirty()));
            batch.tidy();
        } catch (IOException | RuntimeException | Error failure) {
            documents.distrustAll();
            CodebException told =
                    failure instanceof CodebException known ? known : new WriteFailure(".lock", failure, true).told();
            requests.forEach(request -> request.answer.completeExceptionally(told));
        }
    }

    private Flock lock() throws IOException {
        return Flock.take(lockFile, PATIENCE)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "Another program has held the lock of the registry's files for %d seconds. Nothing was changed; try again."
                                .formatted(PATIENCE.toSeconds())));
    }

    private void refuseAll() {
        for (Request<?> request; (request = queue.poll()) != null; ) {
            request.answer.completeExceptionally(new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE, "The registry is stopping. Nothing was changed; try again."));
        }
    }
}
