package kr.codeb.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import kr.codeb.e2e.Points.Fate;
import kr.codeb.e2e.Points.Passage;

/** Stands before a server that is asked and answers in turn, and lets each request that changes something pass a point. */
final class Relay implements AutoCloseable {

    private final Points points;
    private final Talk talk;
    private final InetSocketAddress target;
    private final Door door;

    Relay(Points points, Talk talk, InetSocketAddress at, InetSocketAddress target) {
        this.points = points;
        this.talk = talk;
        this.target = target;
        this.door = new Door("relay " + talk, at, this::serve);
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket()) {
            server.connect(target);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            new Exchange(client, server).run();
        } catch (IOException ended) {
            // One side is gone; the other one sees it.
        }
    }

    private final class Exchange {

        private final Socket client;
        private final Socket server;
        private final AtomicReference<Passage> asked = new AtomicReference<>();
        private volatile boolean answered = true;

        Exchange(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void run() throws IOException {
            Thread back = Thread.ofPlatform().daemon().start(this::back);
            try {
                forth();
                server.shutdownOutput();
                back.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                Passage unanswered = asked.getAndSet(null);
                if (unanswered != null) {
                    points.leave(unanswered);
                }
            }
        }

        private void forth() throws IOException {
            byte[] part = new byte[1 << 16];
            for (int size = read(client, part); size > 0; size = read(client, part)) {
                if (answered) {
                    answered = false;
                    String request = new String(part, 0, Math.min(size, 400), StandardCharsets.ISO_8859_1);
                    talk.apply(request)
                            .map(words -> points.before(words, client.getPort()))
                            .ifPresent(asked::set);
                    if (fate() == Fate.STOPS) {
                        server.close();
                        return;
                    }
                }
                server.getOutputStream().write(part, 0, size);
                if (fate() == Fate.CUT) {
                    hangUp();
                }
            }
        }

        private Fate fate() {
            Passage passage = asked.get();
            return passage == null ? Fate.GOES : passage.fate();
        }

        private void back() {
            byte[] part = new byte[1 << 16];
            try {
                for (int size = server.getInputStream().read(part);
                        size > 0;
                        size = server.getInputStream().read(part)) {
                    Passage passage = asked.getAndSet(null);
                    answered = true;
                    if (passage != null) {
                        points.after(passage);
                    }
                    client.getOutputStream().write(part, 0, size);
                }
            } catch (IOException gone) {
                // A server that was killed resets its connections; a client that was killed waits for no answer.
            } finally {
                hangUp();
            }
        }

        /** Whoever waits for an answer has to see that none comes. */
        private void hangUp() {
            try {
                client.close();
            } catch (IOException closed) {
                // It is closed already.
            }
        }

        /** A client that died ends its stream, too. */
        private static int read(Socket from, byte[] part) {
            try {
                return from.getInputStream().read(part);
            } catch (IOException gone) {
                return -1;
            }
        }
    }
}
