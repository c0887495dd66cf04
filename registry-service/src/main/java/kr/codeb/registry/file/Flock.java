package kr.codeb.registry.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A flock(2) held on a file, the one that flock(1) in shell scripts takes too. Java's own file locks are another kind
 * (fcntl), which flock(1) does not see. The kernel gives it up when the process dies.
 */
public final class Flock implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0x40;
    private static final int O_CLOEXEC = 0x80000;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int EINTR = 4;
    private static final int EWOULDBLOCK = 11;
    private static final int OWNER_ONLY = 0600;
    private static final long LONGEST_PAUSE = 20;

    private static final Linker.Option ERRNO_KEPT = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = link(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle FLOCK = link("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int descriptor;
    private boolean closed;

    private Flock(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Takes the lock if nobody has it. Makes the file if need be. */
    public static Optional<Flock> tryTake(Path file) throws IOException {
        return take(file, Duration.ZERO);
    }

    /**
     * Waits for the lock, asking again and again: a blocking native call would hold a virtual thread's carrier.
     *
     * @return empty when somebody else had it all that time
     */
    public static Optional<Flock> take(Path file, Duration patience) throws IOException {
        int descriptor = open(file);
        try {
            if (await(descriptor, file, patience)) {
                return Optional.of(new Flock(descriptor));
            }
        } catch (IOException | RuntimeException failure) {
            close(descriptor);
            throw failure;
        }
        close(descriptor);
        return Optional.empty();
    }

    private static boolean await(int descriptor, Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long pause = 1; !tryLock(descriptor, file); pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + file, stopping);
            }
        }
        return true;
    }

    private static boolean tryLock(int descriptor, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            if ((int) FLOCK.invokeExact(state, descriptor, LOCK_EX | LOCK_NB) == 0) {
                return true;
            }
            int errno = (int) ERRNO.get(state, 0L);
            if (errno == EWOULDBLOCK || errno == EINTR) {
                return false;
            }
            throw new IOException("%s: cannot be locked (errno %d)".formatted(file, errno));
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int open(Path file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int descriptor = (int) OPEN.invokeExact(
                    state, arena.allocateFrom(file.toString()), O_RDWR | O_CREAT | O_CLOEXEC, OWNER_ONLY);
            if (descriptor < 0) {
                throw new IOException("%s: cannot be opened (errno %d)".formatted(file, (int) ERRNO.get(state, 0L)));
            }
            return descriptor;
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
        all[options.length] = ERRNO_KEPT;
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, all);
    }

    /** Gives the lock up; again: nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            close(descriptor);
        }
    }
}
