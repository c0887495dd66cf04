package kr.codeb.deployer.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that happened to a container, as {@code events.sh} prints it.
 *
 * @param action Docker's word: {@code start, die, kill, oom, health_status, rename, …}
 * @param before the name it had before a rename; null otherwise
 * @param exitCode of one that died; null otherwise
 */
record DockerEvent(String action, Instant at, String id, String name, String before, Integer exitCode) {

    private static final int WORDS = 6;

    /** Empty for a line that is no event. */
    static Optional<DockerEvent> of(String line) {
        String[] words = line.split(" ", -1);
        return words.length == WORDS && words[1].matches("[0-9]{1,19}")
                ? Optional.of(new DockerEvent(
                        words[0],
                        Instant.EPOCH.plusNanos(Long.parseLong(words[1])),
                        words[2],
                        words[3],
                        words[4].equals("-") ? null : words[4].substring(words[4].startsWith("/") ? 1 : 0),
                        words[5].matches("[0-9]{1,9}") ? Integer.valueOf(words[5]) : null))
                : Optional.empty();
    }

    /** The names of which Docker now says something else than before. */
    List<String> names() {
        return Stream.of(name, before).filter(one -> one != null).toList();
    }
}
