package kr.codeb.web.life;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The service's own HTTP port, asked from within as a neighbour would. */
final class OwnDoor {

    private static final String QUESTION = "GET /q/health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final InetSocketAddress address;

    OwnDoor(String host, int port) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        address = new InetSocketAddress(everywhere ? "127.0.0.1" : host, port);
    }

    /**
     * Whether it answers that it is alive. A connection that is closed unanswered is a sign of life, too: there are more than
     * it takes just now. Silence is none.
     */
    boolean answers(Duration patience) {
        int millis = (int) Math.max(1, patience.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            try {
                socket.getOutputStream()
                        .write(QUESTION.formatted(address.getHostString()).getBytes(StandardCharsets.US_ASCII));
                byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                return head.length == 0 || new String(head, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
            } catch (SocketTimeoutException silent) {
                return false;
            } catch (IOException closed) {
                return true;
            }
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /**
     * Asks until it answers, the machine may be busy: with {@code patience} each time, for {@code longest} in all, or until somebody has
     * enough.
     */
    boolean answersAtLast(Duration patience, Duration longest, BooleanSupplier enough) throws InterruptedException {
        long began = System.nanoTime();
        while (!answers(patience)) {
            if (enough.getAsBoolean() || System.nanoTime() - began > longest.toNanos()) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostString() + ":" + address.getPort();
    }
}
