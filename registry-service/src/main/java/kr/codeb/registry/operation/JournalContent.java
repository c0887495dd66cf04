package kr.codeb.registry.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.JournalFile;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.Json;

/**
 * What the journal's file says.
 *
 * @param operations last state of each
 * @param good bytes from the start that are whole lines
 * @param damage set when a line cannot be read that is not the last: then the file was damaged, not torn by a crash
 */
record JournalContent(Map<String, Operation> operations, long good, CodebException damage) {

    static final String FILE = "operations.jsonl";

    static JournalContent read(Path file, Disk disk) {
        var operations = new LinkedHashMap<String, Operation>();
        try {
            if (disk.stamp(file).isEmpty()) {
                return new JournalContent(operations, 0, null);
            }
            byte[] content = disk.read(file);
            List<byte[]> lines = JournalFile.lines(content);
            long good = 0;
            int unreadable = 0;
            long at = 0;
            for (int number = 1; number <= lines.size(); number++) {
                byte[] line = lines.get(number - 1);
                at += line.length + 1;
                boolean whole = at <= content.length;
                Operation operation = whole ? parse(line) : null;
                if (operation == null) {
                    unreadable = unreadable == 0 ? number : unreadable;
                } else if (unreadable > 0) {
                    return new JournalContent(
                            operations, good, Damage.of(FILE, "line %d cannot be read".formatted(unreadable)));
                } else {
                    operations.put(operation.id(), operation);
                    good = at;
                }
            }
            return new JournalContent(operations, good, null);
        } catch (IOException unreadable) {
            return new JournalContent(operations, 0, Damage.of(FILE, unreadable.getMessage()));
        }
    }

    /** Writes a journal of the lines that can be read in place of the damaged one. */
    static RestoredFile salvage(Path file, Disk disk) {
        try {
            List<byte[]> readable = new ArrayList<>();
            for (byte[] line : JournalFile.lines(disk.read(file))) {
                if (parse(line) != null) {
                    readable.add(line);
                    readable.add(new byte[] {'\n'});
                }
            }
            String aside = FILE + ".damaged-" + System.currentTimeMillis();
            Path temporary = file.resolveSibling("." + FILE + ".restored");
            disk.writeDurably(temporary, readable);
            disk.link(file, file.resolveSibling(aside));
            disk.rename(temporary, file);
            disk.syncDirectory(file.getParent());
            return new RestoredFile(FILE, "its readable lines", aside);
        } catch (IOException failure) {
            throw Damage.of(FILE, failure.getMessage());
        }
    }

    private static Operation parse(byte[] line) {
        try {
            Operation operation = Json.read(line, Operation.class);
            return operation == null || operation.id() == null ? null : operation;
        } catch (IOException | IllegalArgumentException unreadable) {
            return null;
        }
    }
}
