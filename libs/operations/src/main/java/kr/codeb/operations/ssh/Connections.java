package kr.codeb.operations.ssh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kr.codeb.settings.SshSettings;

/** The kept connections to one host: few, each shared by a few commands, opened when they are needed. */
final class Connections implements AutoCloseable {

    private final SshSettings settings;
    private final SshLimits limits;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final List<Shared> open = new ArrayList<>();
    private int opening;
    private int waiting;
    private int failures;
    private IOException lastFailure;

    Connections(SshSettings settings, SshLimits limits) {
        this.settings = settings;
        this.limits = limits;
    }

    /**
     * A connection for one more command, to be given back.
     *
     * @throws Busy when so many commands run and wait there that none is free in time
     * @throws IOException when one had to be opened and could not be
     */
    Shared take() throws IOException {
        lock.lock();
        try {
            long left = limits.queue().toNanos();
            while (true) {
                Shared free = free();
                if (free != null) {
                    free.users++;
                    return free;
                }
                if (open.size() + opening < limits.connections() && opening < limits.opening()) {
                    opening++;
                    break;
                }
                left = waited(left);
            }
        } finally {
            lock.unlock();
        }
        // Opened outside the lock: a key exchange takes a tenth of a second.
        return opened();
    }

    private Shared free() {
        forgetUnneeded();
        return open.stream()
                .filter(shared -> !shared.retired && shared.users < limits.commands())
                .findFirst()
                .orElse(null);
    }

    /** Who waits for a connection that somebody else cannot open has had that attempt, too. */
    private long waited(long left) throws IOException {
        if (left <= 0 || waiting >= limits.waiting()) {
            throw new Busy();
        }
        int before = failures;
        waiting++;
        try {
            long rest = changed.awaitNanos(left);
            if (failures != before && open.isEmpty()) {
                throw new IOException(lastFailure.getMessage(), lastFailure);
            }
            return rest;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Busy();
        } finally {
            waiting--;
        }
    }

    private Shared opened() throws IOException {
        try {
            return settled(new Shared(new SshConnection(settings, limits)), null);
        } catch (IOException failed) {
            settled(null, failed);
            throw failed;
        } catch (RuntimeException failed) {
            settled(null, new IOException(failed));
            throw failed;
        }
    }

    private Shared settled(Shared opened, IOException failure) {
        lock.lock();
        try {
            opening--;
            if (opened == null) {
                failures++;
                lastFailure = failure;
            } else {
                opened.users = 1;
                open.add(opened);
            }
            changed.signalAll();
            return opened;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Shared shared) {
        lock.lock();
        try {
            shared.users--;
            shared.idleSince = System.nanoTime();
            forgetUnneeded();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives it to nobody any more; it is closed once those who have it are done. */
    void retire(Shared shared) {
        lock.lock();
        try {
            shared.retired = true;
        } finally {
            lock.unlock();
        }
    }

    private void forgetUnneeded() {
        long now = System.nanoTime();
        for (Shared shared : List.copyOf(open)) {
            boolean idle = shared.users == 0
                    && open.size() > 1
                    && now - shared.idleSince > limits.idle().toNanos();
            if (!shared.connection.usable() || idle || (shared.users == 0 && shared.retired)) {
                open.remove(shared);
                // Saying goodbye to a host that does not listen takes a while.
                Thread.startVirtualThread(shared.connection::close);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            open.forEach(shared -> shared.connection.close());
            open.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A connection and how many commands use it. */
    static final class Shared {

        private final SshConnection connection;
        private int users;
        private boolean retired;
        private long idleSince;

        private Shared(SshConnection connection) {
            this.connection = connection;
        }

        SshConnection connection() {
            return connection;
        }
    }

    /** More commands are wanted there at once than the limits allow. */
    static final class Busy extends IOException {

        Busy() {
            super("too many commands are running there at once");
        }
    }
}
