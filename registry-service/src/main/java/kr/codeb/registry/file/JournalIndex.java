package kr.codeb.registry.file;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Where the newest line of each record of a journal stands. */
public final class JournalIndex {

    private final Map<String, JournalLines.Position> positions = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    /** The record's newest line stands there from now on. */
    public void put(String key, JournalLines.Position position) {
        count(position, positions.put(key, position));
    }

    /** The record is wanted no more. */
    public void remove(String key) {
        count(null, positions.remove(key));
    }

    private void count(JournalLines.Position now, JournalLines.Position before) {
        bytes.addAndGet((now == null ? 0 : now.length() + 1) - (before == null ? 0 : before.length() + 1));
    }

    JournalLines.Position of(String key) {
        return positions.get(key);
    }

    /** How long a file of nothing but these lines would be. */
    long bytes() {
        return bytes.get();
    }

    /** As they stand in the file. */
    List<Map.Entry<String, JournalLines.Position>> inOrder() {
        return positions.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().start()))
                .toList();
    }

    /** The lines stand elsewhere now; a record that was forgotten meanwhile stays forgotten. */
    void moved(Map<String, JournalLines.Position> now) {
        now.forEach((key, position) -> positions.computeIfPresent(key, (any, before) -> position));
    }
}
