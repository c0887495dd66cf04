package kr.codeb.deployer.live;

import java.util.Optional;

/**
 * What a container uses.
 *
 * @param cpuPercent of one core; null when it could not be measured
 * @param memoryBytes without the page cache that can be given back; null when it could not be measured
 */
record Usage(String pid, Double cpuPercent, Long memoryBytes) {

    static final Usage UNKNOWN = new Usage("0", null, null);

    /** Reads {@code usage PID CPU_BEFORE CPU_AFTER BETWEEN BYTES}, times in µs; what is missing is missing. */
    static Usage of(String line) {
        String[] words = line.split(" ", -1);
        Optional<Long> before = number(words, 2);
        Optional<Long> after = number(words, 3);
        Optional<Long> between = number(words, 4).filter(time -> time > 0);
        Double percent = before.isPresent() && after.isPresent() && between.isPresent()
                ? Math.max(0, Math.round((after.get() - before.get()) * 1000.0 / between.get()) / 10.0)
                : null;
        return new Usage(words[1], percent, number(words, 5).orElse(null));
    }

    private static Optional<Long> number(String[] words, int index) {
        return index < words.length && words[index].matches("\\d+")
                ? Optional.of(Long.parseLong(words[index]))
                : Optional.empty();
    }
}
