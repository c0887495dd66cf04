package kr.codeb.registry.audit;

import java.io.IOException;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.registry.file.JournalLines;

/** Follows the chain from the oldest entry to the newest. */
final class AuditCheck {

    private final AuditEnds ends;
    private String previous;
    private long next;
    private long entries;
    private String problem;
    private boolean sawLast;

    AuditCheck(AuditEnds ends) {
        this.ends = ends;
        next = ends.first();
        previous = ends.before();
        sawLast = ends.last() == 0;
    }

    JournalLines.Visitor of(String file) {
        return (line, position, whole) -> {
            if (whole && problem == null) {
                check(file, position, line);
            }
        };
    }

    private void check(String file, JournalLines.Position position, byte[] bytes) {
        try {
            AuditLine line = AuditLine.read(bytes);
            if (line.entry().number() != next) {
                throw new IOException("entry %d stands where %d is expected"
                        .formatted(line.entry().number(), next));
            }
            if (!line.entry().previous().equals(previous)) {
                throw new IOException("entry %d does not follow on the one before it".formatted(next));
            }
            if (next == ends.last()) {
                sawLast = line.hash().equals(ends.hash());
            }
            previous = line.hash();
            next++;
            entries++;
        } catch (IOException changed) {
            problem = "%s, byte %d: %s.".formatted(file, position.start(), changed.getMessage());
        }
    }

    AuditVerdict verdict() {
        if (problem == null && !sawLast) {
            problem = next <= ends.last()
                    ? "The entries from %d to %d, which were written, are gone.".formatted(next, ends.last())
                    : "Entry %d is not the one that was written.".formatted(ends.last());
        }
        return new AuditVerdict(entries, entries == 0 ? 0 : ends.first(), problem);
    }
}
