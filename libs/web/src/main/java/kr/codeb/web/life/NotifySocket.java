package kr.codeb.web.life;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/**
 * The datagram socket on which systemd hears how a service is, as sd_notify(3) uses it. By the C library, since Java has no datagram
 * sockets of the Unix kind.
 */
final class NotifySocket {

    static final int AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int LONGEST_PATH = 107;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_DONTWAIT = 0x40;

    private static final Logger LOG = Logger.getLogger(NotifySocket.class);
    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final String name;

    /** @param name a path, or the name of an abstract socket behind {@code @} */
    NotifySocket(String name) {
        this.name = name;
    }

    /** Sends lines such as {@code READY=1}. Whether systemd hears them never stops a service. */
    void send(String... lines) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        if (path.length > LONGEST_PATH) {
            LOG.warnf("NOTIFY_SOCKET is longer than a socket's path may be: systemd is told nothing");
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int socket = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            long sent = (long) SENDTO.invokeExact(
                    socket,
                    arena.allocateFrom(JAVA_BYTE, text),
                    (long) text.length,
                    MSG_NOSIGNAL | MSG_DONTWAIT,
                    address(path, arena),
                    addressLength(path));
            int ignored = (int) CLOSE.invokeExact(socket);
            if (sent != text.length) {
                LOG.warnf("systemd was not told %s: nobody listens at %s", lines[0], name);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** struct sockaddr_un: the family, then the path. */
    static MemorySegment address(byte[] path, Arena arena) {
        MemorySegment address = arena.allocate(Short.BYTES + LONGEST_PATH + 1);
        address.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(path, 0, address, JAVA_BYTE, Short.BYTES, path.length);
        if (path[0] == '@') {
            address.set(JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return address;
    }

    /** The name of an abstract socket ends with the address, a path with a zero. */
    static int addressLength(byte[] path) {
        return Short.BYTES + path.length + (path[0] == '@' ? 0 : 1);
    }

    static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
