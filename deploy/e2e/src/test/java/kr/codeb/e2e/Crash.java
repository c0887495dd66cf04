package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** Kills a service while an operation runs, and sees how it ends. */
final class Crash {

    static final Duration RECOVERY = Duration.ofSeconds(15);

    private Crash() {}

    /** The moment at which a service is killed. */
    sealed interface Moment {

        /** So long after the operation was asked for. */
        record After(long millis) implements Moment {
            @Override
            public String toString() {
                return "after " + millis + " ms";
            }
        }

        /** As soon as a step is seen running, or done. */
        record Step(String name, String status) implements Moment {
            @Override
            public String toString() {
                return "while " + name + " is " + status;
            }
        }
    }

    /**
     * Starts an operation, kills a service at that moment, starts it again and waits until the operation has ended.
     *
     * @return how it ended
     */
    static Answer of(String service, Call call, Moment moment) {
        String id = call.start();
        await(id, moment);
        Sandbox.strike(service);
        Sandbox.start(service);
        return ended(id);
    }

    /** The end of an operation, which must come within 15 s without anybody's help. */
    static Answer ended(String id) {
        Wait.until("operation " + id + " has ended", RECOVERY, () -> hasEnded(id));
        Answer answer = Codeb.owner().operation(id);
        assertTrue(answer.text("/state").matches("succeeded|failed"), answer::toString);
        return answer;
    }

    private static void await(String id, Moment moment) {
        switch (moment) {
            case Moment.After after -> Wait.millis(after.millis());
            case Moment.Step step -> Wait.until(step.toString(), Duration.ofSeconds(30), () -> {
                Answer now = Codeb.owner().operation(id);
                String status = now.step(step.name());
                return status.equals(step.status()) || status.equals("success") || hasEnded(id);
            });
        }
    }

    static boolean hasEnded(String id) {
        return Codeb.owner().operation(id).text("/state").matches("succeeded|failed");
    }
}
