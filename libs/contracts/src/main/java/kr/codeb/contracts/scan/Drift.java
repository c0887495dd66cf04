package kr.codeb.contracts.scan;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One place where reality differs from the registry. Holds no secret.
 *
 * @param what the thing, named the same in every scan: {@code container green}, {@code site file}
 * @param repairable whether a repair mends it without giving anything up
 * @param repaired true when a repair just mended it, false when it did not; absent when nobody tried
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Drift(String what, String expected, String found, boolean repairable, Boolean repaired) {

    /** That a repair can mend. */
    public static Drift repairable(String what, String expected, String found) {
        return new Drift(what, expected, found, true, null);
    }

    /** That a person has to decide on. */
    public static Drift reported(String what, String expected, String found) {
        return new Drift(what, expected, found, false, null);
    }

    /** The same after somebody tried to mend it. */
    public Drift repaired(boolean mended) {
        return new Drift(what, expected, found, repairable, mended);
    }
}
