package kr.codeb.operations.run;

import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;

/** The operation cannot go on here and cannot be taken back here just now; the recovery takes it up again. */
public final class Abandoned extends RuntimeException {

    public Abandoned(String why, Throwable cause) {
        super(why, cause);
    }

    /** Does what must not fail because a host or a service is away just now. @throws Abandoned when one is */
    public static <T> T whenAway(String why, Supplier<T> work) {
        try {
            return work.get();
        } catch (CodebException failure) {
            if (failure.isTemporary()) {
                throw new Abandoned(why + ": " + failure.getMessage(), failure);
            }
            throw failure;
        }
    }
}
