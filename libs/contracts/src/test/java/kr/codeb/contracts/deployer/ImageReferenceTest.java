package kr.codeb.contracts.deployer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    void knowsTheHostThatDockerAsks() {
        assertEquals("docker.io", host("nginx"));
        assertEquals("docker.io", host("library/nginx:1.27"));
        assertEquals("docker.io", host("index.docker.io/library/nginx"));
        assertEquals("ghcr.io", host("GHCR.io/org/myapp:abc"));
        assertEquals("127.0.0.1:5000", host("127.0.0.1:5000/e2e/ok:v1"));
        assertEquals("localhost", host("localhost/app"));
        assertEquals("[::1]:5000", host("[::1]:5000/app"));
        assertEquals("intranet", host("Intranet/app"));
    }

    @Test
    void aTagIsFetchedUnlessOnlyADigestIsNamed() {
        assertEquals("latest", ImageReference.of("a").fetchedTag());
        assertEquals("v1", ImageReference.of("a:v1@" + DIGEST).fetchedTag());
        assertEquals(null, ImageReference.of("a@" + DIGEST).fetchedTag());
    }

    @Test
    void refusesWhatDockerRefuses() {
        for (String text :
                List.of("", "A", "ghcr.io/Org/app", "a b", "a@sha256:00ff", "a:", "-a", "a/../b", "http://a/b")) {
            assertEquals(Optional.empty(), ImageReference.read(text), text);
        }
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
        return ImageReference.of(image).version();
    }

    private static String host(String image) {
        return ImageReference.of(image).host();
    }
}
