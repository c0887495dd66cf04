package kr.codeb.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The kinds of visitors a switch must not disturb. */
final class Visitors {

    private Visitors() {}

    /** A new connection for every request. */
    static Visit newcomer(String host) {
        return () -> {
            try (Wire wire = new Wire(host)) {
                expect(200, wire.get("/version"));
            }
        };
    }

    /** One connection for all requests. */
    static Visit regular(String host) {
        return new Kept(host, wire -> expect(200, wire.get("/version")));
    }

    /** Answers that take longer than a switch. */
    static Visit patient(String host) {
        return new Kept(host, wire -> expect(200, wire.get("/slow?ms=700")));
    }

    /** Requests with a body, which Caddy may never send twice. */
    static Visit sender(String host) {
        return new Kept(host, wire -> {
            Wire.Reply reply = wire.ask("POST", "/echo", "x".repeat(5_000));
            expect(200, reply);
            if (Text.json(reply.text()).path("bytes").asInt() != 5_000) {
                throw new IOException("the body arrived as " + reply.text());
            }
        });
    }

    /** A stream of server-sent events, as a browser asks for it: compressed if need be. */
    static Visit listener(String host) {
        String headers = "Accept: text/event-stream\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n";
        return new Opened(host, "/events?ms=100", headers, 200, wire -> {
            String line = wire.line();
            while (!line.startsWith("data:")) {
                line = wire.line();
            }
        });
    }

    /** Pages that are written bit by bit, for as long as a switch takes. */
    static Visit reader(String host) {
        return new Kept(host, wire -> pages(wire, "", 3));
    }

    /**
     * Reads a page in parts to its end, two parts a second.
     *
     * @param more what else is said in the address
     * @throws IOException when one is missing
     */
    static void pages(Wire wire, String more, int parts) throws IOException {
        Wire.Reply head = wire.open("/stream?parts=%d&ms=500%s".formatted(parts, more), "Accept-Encoding: gzip\r\n");
        expect(200, head);
        String page = new String(wire.stream(head).readAllBytes(), StandardCharsets.UTF_8);
        if (!page.endsWith("part %d of %d\n\n".formatted(parts, parts))) {
            throw new IOException("the page ended with " + page.substring(Math.max(0, page.length() - 40)));
        }
    }

    /** A WebSocket that says something and is answered. */
    static Visit talker(String host) {
        String handshake = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16]) + "\r\n";
        return new Opened(host, "/ws", handshake, 101, Visitors::talk);
    }

    private static void talk(Wire wire) throws IOException {
        byte[] word = "still here".getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + word.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | word.length);
        System.arraycopy(word, 0, frame, 6, word.length);
        wire.out().write(frame);
        wire.out().flush();
        int kind = wire.in().read();
        int length = wire.in().read();
        String said = new String(wire.in().readNBytes(Math.max(length, 0)), StandardCharsets.UTF_8);
        if (kind != 0x81 || !said.endsWith(": still here")) {
            throw new IOException("the WebSocket was cut: frame %x, %s".formatted(kind, said));
        }
        Wait.millis(50);
    }

    static void expect(int status, Wire.Reply reply) throws IOException {
        if (reply.status() != status) {
            throw new IOException(
                    "status " + reply.status() + ": " + reply.text().strip());
        }
    }

    @FunctionalInterface
    private interface Use {
        void on(Wire wire) throws IOException;
    }

    /** Uses one connection for all requests; a closed one is a failure, and the next request opens another. */
    private static class Kept implements Visit {

        private final String host;
        private final Use use;
        private Wire wire;

        Kept(String host, Use use) {
            this.host = host;
            this.use = use;
        }

        @Override
        public void next() throws IOException {
            try {
                if (wire == null) {
                    wire = begin(new Wire(host));
                }
                use.on(wire);
            } catch (IOException lost) {
                leave();
                throw lost;
            }
        }

        Wire begin(Wire fresh) throws IOException {
            return fresh;
        }

        @Override
        public void leave() {
            if (wire != null) {
                wire.close();
                wire = null;
            }
        }
    }

    /** A connection that is opened by one request and then stays open. */
    private static final class Opened extends Kept {

        private final String path;
        private final String headers;
        private final int status;

        Opened(String host, String path, String headers, int status, Use use) {
            super(host, use);
            this.path = path;
            this.headers = headers;
            this.status = status;
        }

        @Override
        Wire begin(Wire fresh) throws IOException {
            expect(status, fresh.open(path, headers));
            return fresh;
        }
    }
}
