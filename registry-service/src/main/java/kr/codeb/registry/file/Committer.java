package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.TransactionBody;

/** The one thread that changes documents: whatever waits when it is free goes into one write (group commit). */
final class Committer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path lockFile;
    private final Disk disk;
    private final Documents documents;
    private final Versions versions;
    private final Restoration restoration;
    private final DocumentListener listener;
    private final Map<String, Rendering> renderings = new HashMap<>();
    private final LinkedBlockingQueue<Request<?>> queue = new LinkedBlockingQueue<>();
    private final Companions<Request<?>> companions = new Companions<>(queue);
    private final Helpers helpers = new Helpers();
    private final Thread thread;
    private volatile boolean closing;

    Committer(
            Path lockFile,
            Disk disk,
            Documents documents,
            Versions versions,
            Restoration restoration,
            DocumentListener listener) {
        this.lockFile = lockFile;
        this.disk = disk;
        this.documents = documents;
        this.versions = versions;
        this.restoration = restoration;
        this.listener = listener;
        thread = Thread.ofPlatform().name("registry-committer").daemon().start(this::run);
    }

    /** Somebody waits for {@code answer}. */
    private static final class Request<T> {

        private final TransactionBody<T> change;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Set<String> touched = new HashSet<>();
        private T result;

        Request(TransactionBody<T> change) {
            this.change = change;
        }

        void run(CommitBatch batch) {
            FileTransaction transaction = new FileTransaction(batch);
            touched = transaction.touched();
            try {
                result = batch.apply(transaction, change);
            } catch (RuntimeException | Error refused) {
                answer.completeExceptionally(refused);
            }
        }

        void finish(Map<String, IOException> failures) {
            touched.stream()
                    .filter(failures::containsKey)
                    .findFirst()
                    .ifPresentOrElse(
                            file -> answer.completeExceptionally(unwritten(file, failures.get(file))),
                            () -> answer.complete(result));
        }
    }

    <T> T commit(TransactionBody<T> change) {
        var request = new Request<>(change);
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
                throw unwritten(file, failure);
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
        helpers.close();
    }

    private void run() {
        while (!closing) {
            try {
                commit(companions.take());
            } catch (InterruptedException stopping) {
                break;
            }
        }
        refuseAll();
    }

    private void commit(List<Request<?>> requests) {
        long start = System.nanoTime();
        var batch = new CommitBatch(documents, disk, versions, renderings, listener, helpers);
        try {
            Map<String, IOException> failures;
            try (Flock lock = lock()) {
                requests.forEach(request -> request.run(batch));
                failures = batch.write();
            }
            requests.forEach(request -> request.finish(failures));
            companions.wrote(System.nanoTime() - start);
            batch.tidy();
        } catch (IOException | RuntimeException | Error failure) {
            documents.distrustAll();
            renderings.clear();
            requests.forEach(request -> request.answer.completeExceptionally(
                    failure instanceof CodebException known ? known : unwritten(".lock", failure)));
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

    private static CodebException unwritten(String file, Throwable failure) {
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The registry file %s could not be written (%s). Nothing was changed; look at the disk, then try again."
                        .formatted(file, failure.getMessage()),
                failure);
    }
}
