package kr.codeb.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the real flock(1), both ways. */
class FlockTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("lock");
    }

    @Test
    void aShellIsKeptOutWhileWeHoldTheLock() throws Exception {
        try (Flock ours = Flock.tryTake(file).orElseThrow()) {
            assertEquals(1, shellTries());
        }
        assertEquals(0, shellTries());
    }

    @Test
    void weAreKeptOutWhileAShellHoldsTheLock() throws Exception {
        Path entered = directory.resolve("entered");
        Process shell = start("flock", file.toString(), "sh", "-c", "touch " + entered + "; sleep 0.4");
        while (!Files.exists(entered)) {
            Thread.sleep(5);
        }
        assertTrue(Flock.tryTake(file).isEmpty());
        Optional<Flock> later = Flock.take(file, Duration.ofSeconds(5));
        assertTrue(later.isPresent());
        later.get().close();
        assertTrue(shell.waitFor(5, TimeUnit.SECONDS));
    }

    @Test
    void theLockOfAKilledShellIsFree() throws Exception {
        Path entered = directory.resolve("entered");
        Process shell = start("flock", "-o", file.toString(), "sh", "-c", "touch " + entered + "; exec sleep 60");
        while (!Files.exists(entered)) {
            Thread.sleep(5);
        }
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly().waitFor();
        Optional<Flock> free = Flock.take(file, Duration.ofSeconds(2));
        assertTrue(free.isPresent());
        free.get().close();
    }

    @Test
    void twoOfUsExcludeEachOtherToo() throws Exception {
        try (Flock first = Flock.tryTake(file).orElseThrow()) {
            assertFalse(Flock.take(file, Duration.ofMillis(30)).isPresent());
        }
    }

    private int shellTries() throws Exception {
        return start("flock", "-n", file.toString(), "true").waitFor();
    }

    private static Process start(String... words) throws Exception {
        return new ProcessBuilder(words).inheritIO().start();
    }
}
