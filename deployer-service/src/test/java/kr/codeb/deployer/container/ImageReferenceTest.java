package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "nginx,                                nginx,                     latest, docker.io",
        "library/nginx:1.27,                   library/nginx,             1.27,   docker.io",
        "ghcr.io/org/myapp:abc123def,          ghcr.io/org/myapp,         abc123def, ghcr.io",
        "127.0.0.1:5000/e2e/ok:v1,             127.0.0.1:5000/e2e/ok,     v1,     127.0.0.1:5000",
        "localhost/app,                        localhost/app,             latest, localhost",
        "host:5000/app,                        host:5000/app,             latest, host:5000",
        "ghcr.io/org/a@sha256:00ff,            ghcr.io/org/a,             ,       ghcr.io",
        "ghcr.io/org/a:v1@sha256:00ff,         ghcr.io/org/a,             v1,     ghcr.io",
    })
    void readsRepositoryTagAndHost(String text, String repository, String tag, String host) {
        ImageReference reference = ImageReference.of(text);

        assertEquals(repository, reference.repository());
        assertEquals(tag, reference.tag());
        assertEquals(host, reference.host());
        assertEquals(repository + "@sha256:1", reference.pinned("sha256:1"));
    }
}
