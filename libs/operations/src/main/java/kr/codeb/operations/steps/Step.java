package kr.codeb.operations.steps;

/**
 * One step of an operation. It checks before it makes, notes what it is about to make, and can be run again.
 *
 * <p>The same {@link #undo} runs in-process after a failure and in another process after a crash, so it works from the
 * operation's notes and from what is really there, never from fields that {@link #run} set.
 */
public interface Step {

    /** The step's name in answers: {@code pull_image}. */
    String name();

    /** @throws RuntimeException when it failed; it may be half done then, and is undone */
    Outcome run();

    /** Whether it only looks and is done at once: then it is written down together with the step after it. */
    default boolean quick() {
        return false;
    }

    /** Takes back what this operation made; safe to repeat, and when {@link #run} did nothing or only half. */
    default void undo() {}
}
