package kr.codeb.web.life;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The end of a notify socket at which systemd listens: a real datagram socket. */
final class Listener implements AutoCloseable {

    private static final int MSG_DONTWAIT = 0x40;
    private static final int LONGEST = 4096;
    private static final MethodHandle SOCKET =
            NotifySocket.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            NotifySocket.function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            NotifySocket.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = NotifySocket.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int socket;
    private final List<String> heard = new ArrayList<>();

    Listener(String name) throws Throwable {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            socket = (int)
                    SOCKET.invokeExact(NotifySocket.AF_UNIX, NotifySocket.SOCK_DGRAM | NotifySocket.SOCK_CLOEXEC, 0);
            int bound =
                    (int) BIND.invokeExact(socket, NotifySocket.address(path, arena), NotifySocket.addressLength(path));
            if (bound != 0) {
                throw new IllegalStateException(name + " cannot be listened at");
            }
        }
    }

    /** Listens until it has heard this. @return all that was heard until then */
    List<String> until(Predicate<String> wanted) throws Throwable {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            String message = receive();
            if (message == null) {
                Thread.sleep(2);
                continue;
            }
            heard.add(message);
            if (wanted.test(message)) {
                return heard;
            }
        }
        throw new AssertionError("not heard; but " + heard);
    }

    /** The next message; null when there is none. */
    String receive() throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(LONGEST);
            long length = (long) RECV.invokeExact(socket, into, (long) LONGEST, MSG_DONTWAIT);
            return length < 0 ? null : new String(into.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) CLOSE.invokeExact(socket);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
