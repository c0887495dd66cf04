package kr.codeb.contracts.health;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One server or service, asked just now.
 *
 * @param status {@code up} or {@code down}
 * @param latency milliseconds until it answered or failed
 * @param error what failed, in a sentence; absent when up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartHealth(String status, long latency, String error) {

    public static PartHealth up(long latency) {
        return new PartHealth("up", latency, null);
    }

    public static PartHealth down(long latency, String error) {
        return new PartHealth("down", latency, error);
    }
}
