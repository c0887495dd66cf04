package kr.codeb.deployer.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.deployer.ContainerView.End;

/**
 * Whether a container does its work.
 *
 * @param healthy null when nobody can tell yet
 * @param reason a sentence; null when it is healthy
 */
record Condition(Boolean healthy, String reason) {

    private static final Condition WELL = new Condition(true, null);
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final Duration JUST_NOW = Duration.ofMinutes(1);
    private static final int A_LOOP = 3;
    private static final int LONGEST_WORDS = 300;

    /**
     * @param ends those nobody asked for, oldest first
     * @param answers whether its published port answers; null when nobody has looked
     */
    static Condition of(Sighting seen, List<End> ends, Boolean answers, Instant now) {
        List<End> lately =
                ends.stream().filter(end -> end.at().isAfter(now.minus(LATELY))).toList();
        return switch (seen.status()) {
            case "running" -> running(seen, lately, answers, now);
            case "restarting" -> sick(again(seen, lately));
            case "created" -> new Condition(null, "It has not been started yet.");
            case "paused" -> sick("It is paused.");
            default ->
                sick("It does not run: it ended with exit code %d%s."
                        .formatted(seen.exitCode(), seen.oomKilled() ? ", out of memory" + limit(seen) : ""));
        };
    }

    private static Condition running(Sighting seen, List<End> lately, Boolean answers, Instant now) {
        if (lately.size() >= A_LOOP) {
            return sick(again(seen, lately));
        }
        if (!lately.isEmpty() && lately.getLast().oomKilled()) {
            return sick("It ran out of memory%s at %s and was started again."
                    .formatted(limit(seen), lately.getLast().at()));
        }
        if (!lately.isEmpty() && lately.getLast().at().isAfter(now.minus(JUST_NOW))) {
            return sick("It ended with exit code %d at %s and was started again."
                    .formatted(lately.getLast().exitCode(), lately.getLast().at()));
        }
        if (Boolean.FALSE.equals(answers)) {
            return sick("It runs and does not answer on its port %s.".formatted(seen.port()));
        }
        if ("unhealthy".equals(seen.health()) && canCheck(seen.probe())) {
            return sick("It runs, and its health check fails: %s".formatted(words(seen.probe())));
        }
        return "starting".equals(seen.health()) && answers == null
                ? new Condition(null, "It has just been started.")
                : WELL;
    }

    private static Condition sick(String reason) {
        return new Condition(false, reason);
    }

    private static String again(Sighting seen, List<End> lately) {
        int times = Math.max(lately.size(), seen.restarts());
        End last = lately.isEmpty() ? new End(null, seen.exitCode(), seen.oomKilled()) : lately.getLast();
        return "It ends again and again (%d times), the last time with exit code %d%s."
                .formatted(times, last.exitCode(), last.oomKilled() ? ", out of memory" + limit(seen) : "");
    }

    private static String limit(Sighting seen) {
        return seen.memory() <= 0 ? "" : " (limit %d MB)".formatted(seen.memory() >> 20);
    }

    /** An image with neither curl nor wget, or without a shell, says nothing of its application. */
    private static boolean canCheck(String probe) {
        String said = probe == null ? "" : probe;
        boolean noCurl = said.matches("(?s).*curl[^\\n]*not found.*");
        boolean noWget = said.matches("(?s).*wget[^\\n]*not found.*");
        return !(noCurl && noWget)
                && !said.contains("executable file not found")
                && !said.contains("OCI runtime exec failed");
    }

    private static String words(String probe) {
        String said = probe == null ? "" : probe.replaceAll("\\p{Cntrl}+", " ").strip();
        said = said.length() <= LONGEST_WORDS ? said : said.substring(0, LONGEST_WORDS) + " …";
        return said.isEmpty() ? "it says nothing." : said;
    }
}
