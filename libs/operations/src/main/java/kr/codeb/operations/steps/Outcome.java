package kr.codeb.operations.steps;

import kr.codeb.contracts.operation.StepStatus;

/** How a step ended that did not fail, and what it has to say, if anything. */
public record Outcome(StepStatus status, String message) {

    private static final Outcome DONE = new Outcome(StepStatus.SUCCESS, null);

    public static Outcome done() {
        return DONE;
    }

    public static Outcome done(String message) {
        return new Outcome(StepStatus.SUCCESS, message);
    }

    /** There was nothing to do, or it could not be done and need not be: the message says why. */
    public static Outcome skipped(String why) {
        return new Outcome(StepStatus.SKIPPED, why);
    }
}
