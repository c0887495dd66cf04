package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A host name behind Caddy, asked over HTTPS with the sandbox's certificate authority, each time anew. */
record Site(String host) {

    Wire.Reply get(String path) {
        try (Wire wire = new Wire(host)) {
            return wire.get(path);
        } catch (IOException e) {
            throw new UncheckedIOException("https://%s%s did not answer: %s".formatted(host, path, e.getMessage()), e);
        }
    }

    /** The version that serves: the test images say it at {@code /version} (app) or {@code /} (all others). */
    String version() {
        Wire.Reply reply = get("/version");
        return (reply.status() == 404 ? get("/") : reply).text().strip();
    }

    /** Fails the test unless the site is served by this version. */
    void serves(String version) {
        assertEquals(version, version(), () -> "the version that https://" + host + " serves");
    }
}
