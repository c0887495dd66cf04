package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application writes bit by bit reaches the visitor bit by bit, also one who takes compressed answers. */
@ExtendWith(Projects.class)
class StreamsE2E {

    private static final int PARTS = 3;

    private static Project shop;

    @BeforeAll
    static void runAShop() {
        shop = Project.fresh().running("app:v1");
    }

    /** The application writes a part only when it is told to, which happens after the one before has been read: what is held back never comes. */
    @ParameterizedTest
    @CsvSource({
        "text/event-stream, identity",
        "text/event-stream, gzip",
        "text/event-stream, 'zstd, gzip'",
        "text/html, identity",
        "text/html, gzip",
        "application/x-ndjson, gzip"
    })
    void eachPartComesBeforeTheNextIsWritten(String type, String encoding) throws IOException {
        String key = type.replaceAll("\\W", "") + encoding.replaceAll("\\W", "");
        try (Wire wire = new Wire(shop.domain())) {
            Wire.Reply head = wire.open(
                    "/stream?parts=%d&type=%s&key=%s".formatted(PARTS, type, key),
                    "Accept-Encoding: %s\r\n".formatted(encoding));
            assertEquals(200, head.status());
            BufferedReader parts = new BufferedReader(new InputStreamReader(wire.stream(head), StandardCharsets.UTF_8));
            for (int part = 1; part <= PARTS; part++) {
                if (part > 1) {
                    assertEquals(200, shop.site().get("/next?key=" + key).status(), "the application waits for it");
                }
                assertEquals("data: v1, part %d of %d".formatted(part, PARTS), parts.readLine());
                assertEquals("", parts.readLine());
            }
            assertEquals(null, parts.readLine(), "the stream has ended");
        }
    }

    /** Without it the test above would say nothing of compression. */
    @Test
    void whatHasALengthIsCompressed() throws IOException {
        try (Wire wire = new Wire(shop.domain())) {
            Wire.Reply head = wire.open("/text?bytes=20000", "Accept-Encoding: gzip\r\n");
            assertEquals("gzip", head.header("Content-Encoding"));
            assertEquals(20_000, wire.stream(head).readAllBytes().length);
            assertTrue(head.header("Vary").contains("Accept-Encoding"), () -> "Vary in " + head.headers());
        }
    }
}
