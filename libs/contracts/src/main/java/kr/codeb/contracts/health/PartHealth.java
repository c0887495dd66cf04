package kr.codeb.contracts.health;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One server or service, asked just now.
 *
 * @param status {@code up} or {@code down}
 * @param latency milliseconds until it answered or failed
 * @param error what failed, in a sentence; absent when up
 * @param warning what will fail soon unless somebody does something; absent when nothing will
 * @param version which one it is, where that makes a difference, and what difference
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartHealth(String status, long latency, String error, String warning, String version) {

    public static PartHealth up(long latency) {
        return up(latency, null);
    }

    public static PartHealth up(long latency, String warning) {
        return new PartHealth("up", latency, null, warning, null);
    }

    public static PartHealth down(long latency, String error) {
        return new PartHealth("down", latency, error, null, null);
    }

    public PartHealth ofVersion(String known) {
        return new PartHealth(status, latency, error, warning, known);
    }
}
