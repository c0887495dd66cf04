package kr.codeb.registry.operation;

import java.io.IOException;
import java.nio.file.Path;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.DiskFile;
import kr.codeb.registry.file.JournalIndex;
import kr.codeb.registry.file.JournalLines;
import kr.codeb.registry.store.Damage;

/** What the journal's file says, read line by line at the start. */
final class JournalContent {

    static final String FILE = "operations.jsonl";

    /** So many lines are read before old operations are forgotten: the file may tell of more than fit into memory. */
    private static final int WORTH_FORGETTING = 10_000;

    private final Retention retention;
    private final OperationIndex operations = new OperationIndex();
    private final JournalIndex positions = new JournalIndex();
    private long good;
    private int number;
    private int unreadable;
    private CodebException damage;

    private JournalContent(Retention retention) {
        this.retention = retention;
    }

    /** What is to be remembered of what the file tells. */
    static JournalContent read(Path file, Disk disk, Retention retention) {
        var content = new JournalContent(retention);
        try {
            JournalLines.forEach(file, disk, content::line);
            content.forgetOld();
        } catch (IOException failure) {
            content.damage = Damage.of(FILE, failure.getMessage());
        }
        return content;
    }

    /** A line that cannot be read was torn by a crash if nothing readable comes after it; else the file was damaged. */
    private void line(byte[] line, JournalLines.Position position, boolean whole) {
        number++;
        OperationSummary summary = whole ? parse(line) : null;
        if (summary == null) {
            unreadable = unreadable == 0 ? number : unreadable;
        } else if (unreadable > 0) {
            damage = damage != null ? damage : Damage.of(FILE, "line %d cannot be read".formatted(unreadable));
        } else {
            operations.put(summary);
            positions.put(summary.id(), position);
            good = position.end();
            if (number % WORTH_FORGETTING == 0) {
                forgetOld();
            }
        }
    }

    private void forgetOld() {
        operations.forget(retention, Times.now()).forEach(positions::remove);
    }

    OperationIndex operations() {
        return operations;
    }

    JournalIndex positions() {
        return positions;
    }

    /** Bytes from the start that are whole lines. */
    long good() {
        return good;
    }

    /** Why the file cannot be used; null when it can. */
    CodebException damage() {
        return damage;
    }

    /** Writes a journal of the lines that can be read in place of the damaged one. */
    static RestoredFile salvage(Path file, Disk disk) {
        try {
            String aside = FILE + ".damaged-" + System.currentTimeMillis();
            Path temporary = file.resolveSibling("." + FILE + ".restored");
            try (DiskFile out = disk.create(temporary)) {
                var copy = new SalvagedLines(out);
                JournalLines.forEach(file, disk, copy::line);
                copy.finish();
            }
            disk.link(file, file.resolveSibling(aside));
            disk.rename(temporary, file);
            disk.syncDirectory(file.getParent());
            return new RestoredFile(FILE, "its readable lines", aside);
        } catch (IOException failure) {
            throw Damage.of(FILE, failure.getMessage());
        }
    }

    /** Copies the lines that can be read. */
    private static final class SalvagedLines {

        private final DiskFile out;
        private IOException failure;

        SalvagedLines(DiskFile out) {
            this.out = out;
        }

        void line(byte[] line, JournalLines.Position position, boolean whole) {
            try {
                if (failure == null && parse(line) != null) {
                    out.write(line);
                    out.write(new byte[] {'\n'});
                }
            } catch (IOException unwritten) {
                failure = unwritten;
            }
        }

        void finish() throws IOException {
            if (failure != null) {
                throw failure;
            }
            out.sync();
        }
    }

    private static OperationSummary parse(byte[] line) {
        try {
            return OperationSummary.read(line);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
