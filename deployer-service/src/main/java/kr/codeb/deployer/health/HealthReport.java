package kr.codeb.deployer.health;

import java.time.Duration;

/**
 * What became of asking. The host's probe decides; the others are only reported.
 *
 * @param end {@code healthy}, {@code timeout}, {@code misplaced} when it listens where nobody reaches it, {@code other} when it speaks no HTTP/1,
 *     {@code gone}, or the state of a container that is not running
 * @param host the last request from the host, which is what Caddy will see
 * @param docker Docker's own health status; null when not asked
 * @param inside HTTP status of a request inside the container; {@code 000} when unanswered, null when not asked
 * @param limit how long it was given
 */
public record HealthReport(String end, Probe host, String docker, String inside, Duration limit) {

    public boolean healthy() {
        return end.equals("healthy");
    }

    /** Whether somebody answers, but not in HTTP/1. */
    boolean speaksOtherwise() {
        return end.equals("other");
    }

    /** Whether there is no container at all. */
    public boolean gone() {
        return end.equals("gone");
    }

    /** Whether there is a container that Docker does not run, and is not about to start again either. */
    public boolean stopped() {
        return end.equals("exited") || end.equals("created");
    }

    /** For the step's message. */
    public String sentence() {
        String asked = "The host got %d in %d ms".formatted(host.status(), host.latency());
        if (docker == null) {
            return asked + ".";
        }
        return asked + "; inside the container: " + (inside.equals("000") ? "no answer" : inside)
                + "; Docker's health check: " + docker + ".";
    }
}
