package kr.codeb.gateway.catalogue;

import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.StepReport;

/** Whoever waits for an operation and wants to see it work. */
public interface Watcher {

    /** Waits in silence. */
    Watcher NONE = (step, now) -> {};

    /** The operation is written down and has its id. May throw {@link GaveUp}. */
    default void begun(Operation operation) {}

    /** A step has changed. May throw {@link GaveUp}. */
    void step(StepReport step, Operation now);

    /** Nothing has changed for some seconds. May throw {@link GaveUp}. */
    default void idle(Operation now) {}

    /** Nobody waits any more. The operation goes on. */
    final class GaveUp extends RuntimeException {

        public GaveUp() {
            super("nobody waits any more", null, false, false);
        }
    }
}
