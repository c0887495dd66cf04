package kr.codeb.gateway.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ImageReferenceTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void theVersionIsTheTag() {
        assertEquals("1.2", version("localhost:5000/a:1.2"));
        assertEquals("1.2", version("a:1.2@" + DIGEST));
    }

    @Test
    void withoutATagItIsTheShortDigestOrLatest() {
        assertEquals("0123456789ab", version("a@" + DIGEST));
        assertEquals("latest", version("localhost:5000/a"));
    }

    @Test
    void nastyTextsAreReadQuickly() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            ImageReference.read("a-".repeat(300));
            ImageReference.read("a.".repeat(300) + "!");
            ImageReference.read("a/".repeat(300) + ":");
            ImageReference.read("A".repeat(600));
        });
    }

    private static String version(String image) {
        return ImageReference.read(image).orElseThrow().version();
    }
}
