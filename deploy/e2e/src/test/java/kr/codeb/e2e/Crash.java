package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** Sees how an operation ends whose service was killed. */
final class Crash {

    static final Duration RECOVERY = Duration.ofSeconds(15);

    private Crash() {}

    /** The end of an operation, which must come within 15 s without anybody's help. */
    static Answer ended(String id) {
        Wait.until("operation " + id + " has ended", RECOVERY, () -> hasEnded(id));
        Answer answer = Codeb.owner().operation(id);
        assertTrue(answer.text("/state").matches("succeeded|failed"), answer::toString);
        return answer;
    }

    static boolean hasEnded(String id) {
        return Codeb.owner().operation(id).text("/state").matches("succeeded|failed");
    }
}
