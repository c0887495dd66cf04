package kr.codeb.registry.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.file.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {

    @TempDir
    Path directory;

    private Audit audit;

    @BeforeEach
    void open() {
        audit = audit(Long.MAX_VALUE);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    private Audit audit(long large) {
        return new Audit(new RegistryDirectory(directory), new RealDisk(), large);
    }

    private void restart() {
        audit.close();
        open();
    }

    private AuditEntry add(String team, String outcome) {
        return audit.add(new NewAuditEntry(
                team, "key_1", "deploy_project", "shop", Environment.PRODUCTION, outcome, "op_1", "c", "옛날 \u2028"));
    }

    private List<Long> numbers(String team, long before, int limit) {
        return audit.list(what -> team.equals(what.teamId()), before, limit).stream()
                .map(AuditEntry::number)
                .toList();
    }

    @Test
    void entriesAreNumberedChainedAndReadNewestFirstAlsoAfterARestart() {
        add("team_a", "success");
        add("team_b", "FORBIDDEN");
        restart();
        AuditEntry third = add("team_a", "success");
        assertEquals(3, third.number());
        assertEquals(List.of(3L, 1L), numbers("team_a", 0, 10));
        assertEquals(List.of(1L), numbers("team_a", 3, 10));
        assertEquals(List.of(3L), numbers("team_a", 0, 1));
        assertNull(audit.verify().problem());
        assertEquals(3, audit.verify().entries());
    }

    @Test
    void whatACrashLeftOfAnEntryIsCutOff() throws IOException {
        add("team_a", "success");
        audit.close();
        Files.writeString(file(), "{\"hash\":\"12", StandardOpenOption.APPEND);
        open();
        assertEquals(2, add("team_a", "success").number());
        assertNull(audit.verify().problem());
    }

    @Test
    void anyEntryThatIsChangedRemovedMovedOrAddedIsFound() throws IOException {
        for (int number = 1; number <= 5; number++) {
            add("team_a", "success");
        }
        audit.close();
        List<String> good = Files.readAllLines(file());
        for (int at = 0; at < good.size(); at++) {
            int one = at;
            found(lines -> changed(lines, one, "success", "sacces"));
            found(lines -> changed(lines, one, "team_a", "team_b"));
            found(lines -> without(lines, one));
            found(lines -> {
                Collections.swap(lines, one, (one + 1) % lines.size());
                return lines;
            });
            found(lines -> {
                lines.add(one, lines.get(one));
                return lines;
            });
        }
        found(lines -> new ArrayList<>(lines.subList(0, 3)));
        found(lines -> new ArrayList<>());
        Files.delete(file());
        assertFalse(audit(Long.MAX_VALUE).verify().intact());
        Files.write(file(), good);
        assertTrue(audit(Long.MAX_VALUE).verify().intact());
    }

    private void found(UnaryOperator<List<String>> tampering) throws IOException {
        List<String> good = Files.readAllLines(file());
        Files.write(file(), tampering.apply(new ArrayList<>(good)));
        assertFalse(audit(Long.MAX_VALUE).verify().intact(), () -> "not found");
        Files.write(file(), good);
    }

    private static List<String> changed(List<String> lines, int at, String what, String by) {
        lines.set(at, lines.get(at).replace(what, by));
        return lines;
    }

    private static List<String> without(List<String> lines, int at) {
        lines.remove(at);
        return lines;
    }

    @Test
    void largeFilesArePutAwayTheOldestDroppedAndTheChainHolds() throws IOException {
        audit.close();
        audit = audit(500);
        for (int number = 1; number <= 120; number++) {
            add("team_a", "success");
            audit.settle();
        }
        try (var files = Files.list(directory)) {
            assertTrue(files.filter(file -> file.getFileName().toString().startsWith("audit-0"))
                            .count()
                    <= 32);
        }
        var verdict = audit.verify();
        assertNull(verdict.problem());
        assertTrue(verdict.first() > 1 && verdict.entries() == 121 - verdict.first(), verdict.toString());
        assertEquals(120L, numbers("team_a", 0, 1).getFirst());
        assertEquals(verdict.entries(), numbers("team_a", 0, 1000).size());
        Path oldest;
        try (var files = Files.list(directory)) {
            oldest = files.filter(file -> file.getFileName().toString().startsWith("audit-0"))
                    .min(Path::compareTo)
                    .orElseThrow();
        }
        Files.delete(oldest);
        assertFalse(audit.verify().intact());
    }

    private Path file() {
        return directory.resolve("audit.jsonl");
    }
}
