package kr.codeb.contracts.scan;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What became of one part.
 *
 * @param changed whether anything had to be changed
 * @param message what was done, or why nothing was; absent when there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RepairReport(boolean changed, String message) {

    public static RepairReport done(String message) {
        return new RepairReport(true, message);
    }

    public static RepairReport nothing(String message) {
        return new RepairReport(false, message);
    }
}
