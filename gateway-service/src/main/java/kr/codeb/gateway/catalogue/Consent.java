package kr.codeb.gateway.catalogue;

import java.util.function.Function;

/** How the door of a call finds out whether a person agrees to what it would do. */
public sealed interface Consent {

    /** The call is its caller's word: the plain door. */
    record Called() implements Consent {}

    /** Nobody can be asked; a token out of the plan shows that somebody read it. */
    record Token() implements Consent {}

    /**
     * A person is asked, who may take long.
     *
     * @param ask given the plan; may throw {@link Watcher.GaveUp}
     */
    record Asked(Function<Plan, Word> ask) implements Consent {}

    /** What the person said. */
    enum Word {
        YES,
        NO,
        /** Nothing in time. */
        NONE
    }
}
