package kr.codeb.registry.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** codeb-slot is root and the registry is not: what one makes among the registry's files belongs to the other, too. */
class ScriptOwnersTest {

    private static final int SERVICE = 61_100;
    private static final String SCRIPT = """
            set -eu
            refuse() { echo "$2" >&2; exit 1; }
            source ../deploy/codeb-slot.d/files.sh
            source ../deploy/codeb-slot.d/lock.sh
            source ../deploy/codeb-slot.d/record.sh
            REGISTRY=$1 PROJECT=myapp ENVIRONMENT=production
            umask 022
            hold
            write_record op_1 '{}'
            keep_version slots/myapp-production.json
            printf '{}\\n' | put "$REGISTRY/slots/myapp-production.json"
            """;

    @TempDir
    Path place;

    @Test
    void allThatRootMakesBelongsToTheService() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give a file away");
        // The service has to get there; the folder of a test is root's alone.
        Files.setPosixFilePermissions(place, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Path registry = Files.createDirectories(place.resolve("registry"));
        Path slots = Files.createDirectory(registry.resolve("slots"));
        Path file = Files.writeString(slots.resolve("myapp-production.json"), "{}\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        for (Path ours : new Path[] {registry, slots, file}) {
            Files.setAttribute(ours, "unix:uid", SERVICE);
            Files.setAttribute(ours, "unix:gid", SERVICE);
        }
        Process script = new ProcessBuilder("bash", "-c", SCRIPT, "codeb-slot", registry.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("", new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, script.waitFor());
        assertEquals(
                Set.of(
                        "",
                        ".versions",
                        ".versions/slots",
                        ".versions/slots/myapp-production.json",
                        ".versions/slots/myapp-production.json/000000000001",
                        "fences",
                        "fences/myapp-production",
                        "locks",
                        "locks/myapp-production.lock",
                        "operations.d",
                        "operations.d/op_1.json",
                        "slots",
                        "slots/myapp-production.json"),
                owned(registry));
    }

    /** All there is that belongs to the service and nobody else can read. */
    private static Set<String> owned(Path registry) throws IOException {
        Set<String> owned = new TreeSet<>();
        try (Stream<Path> all = Files.walk(registry)) {
            for (Path one : all.toList()) {
                int mode = (int) Files.getAttribute(one, "unix:mode");
                boolean ours = Files.getAttribute(one, "unix:uid").equals(SERVICE)
                        && Files.getAttribute(one, "unix:gid").equals(SERVICE);
                if (ours && (one.equals(registry) || one.startsWith(registry.resolve("slots")) || (mode & 077) == 0)) {
                    owned.add(registry.relativize(one).toString());
                }
            }
        }
        return owned;
    }
}
