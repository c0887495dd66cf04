package kr.codeb.registry.hold;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.registry.file.Flock;
import org.jboss.logging.Logger;

/**
 * The lock of a project's environment, which one operation at a time holds. While it is, its lock file is locked for
 * shell scripts, and its fence file shows the holder's number. All but {@link #live} is called {@link #within}.
 */
final class EnvironmentLock {

    private static final Logger LOG = Logger.getLogger(EnvironmentLock.class);

    private final ReentrantLock guard = new ReentrantLock();
    private final Path lockFile;
    private final FenceFile fenceFile;
    private volatile LiveHold held;
    private Flock lock;
    private String lastOperation;
    private long diedAt;

    EnvironmentLock(Path registry, String name) {
        lockFile = registry.resolve("locks").resolve(name + ".lock");
        fenceFile = new FenceFile(registry.resolve("fences").resolve(name));
    }

    /** What is done under the lock. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does something to this environment while nobody else does.
     *
     * @throws CodebException SERVICE_UNAVAILABLE when its files fail
     */
    <T> T within(Work<T> work) {
        guard.lock();
        try {
            return work.run();
        } catch (IOException failure) {
            throw new CodebException(
                    ErrorCode.SERVICE_UNAVAILABLE,
                    "The registry's lock or fence file failed (%s). Look at the disk, then try again."
                            .formatted(failure.getMessage()),
                    failure);
        } finally {
            guard.unlock();
        }
    }

    /** As {@link #within}, but does nothing while somebody else does something. */
    void ifFree(Runnable work) {
        if (guard.tryLock()) {
            try {
                work.run();
            } finally {
                guard.unlock();
            }
        }
    }

    /** The hold in force, for any thread; one that died is not. */
    Optional<LiveHold> live() {
        LiveHold now = held;
        return Optional.ofNullable(now).filter(LiveHold::alive);
    }

    /** Keeps shell scripts out. @return false when one is in */
    boolean lock() throws IOException {
        if (lock == null) {
            lock = Flock.tryTake(lockFile).orElse(null);
        }
        return lock != null;
    }

    /** Whether the script that began an operation here is dead, since the kernel gave its lock back. */
    boolean isLeft(String operationId) throws IOException {
        if (lock != null) {
            return true;
        }
        boolean free = lock();
        if (free) {
            unlock();
            if (!operationId.equals(lastOperation)) {
                lastOperation = operationId;
                diedAt = System.nanoTime();
            }
        }
        return free;
    }

    /** Nobody holds it while it changes hands. */
    void suspend() {
        held = null;
    }

    /** Lets no command of an earlier holder start, and waits for those that run; empty when one runs on. */
    Optional<Flock> drain(Duration patience) throws IOException {
        return fenceFile.drain(patience);
    }

    /** Puts a hold in force. */
    void hold(Hold hold, String holder, Duration term) throws IOException {
        fenceFile.open(hold.fence());
        lastOperation = hold.operationId();
        held = new LiveHold(hold, holder, term);
    }

    /** Puts a hold in force again after a restart, unless a script has worked here meanwhile. */
    void resume(Hold hold, String holder, Duration term) throws IOException {
        if (lock() && fenceFile.isOpenFor(hold.fence())) {
            hold(hold, holder, term);
        } else {
            lastOperation = hold.operationId();
            diedAt = System.nanoTime();
            unlock();
        }
    }

    /** Ends whatever hold there is. Failing to write the fence is told in the log; it is tried again by the sweeper. */
    void release() {
        held = null;
        diedAt = System.nanoTime();
        closeFence();
        unlock();
    }

    void unlock() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    void closeFence() {
        try {
            fenceFile.close();
        } catch (IOException failure) {
            LOG.errorf("fence of %s: %s", lockFile.getFileName(), failure);
        }
    }

    /** Whether a hold has died that nobody has noticed yet. */
    boolean isDead() {
        LiveHold now = held;
        return now != null && !now.alive();
    }

    /** Whether the hold of {@code operationId} ended less than {@code time} ago. */
    boolean justLost(String operationId, Duration time) {
        return operationId.equals(lastOperation) && System.nanoTime() - diedAt < time.toNanos();
    }
}
