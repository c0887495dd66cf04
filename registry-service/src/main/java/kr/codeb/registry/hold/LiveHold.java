package kr.codeb.registry.hold;

import java.time.Duration;
import kr.codeb.contracts.operation.Hold;

/** A hold in force. It dies when it is not renewed in time. */
final class LiveHold {

    private final Hold hold;
    private final String holder;
    private final long term;
    private volatile long deadline;

    /** @param holder service and instance */
    LiveHold(Hold hold, String holder, Duration term) {
        this.hold = hold;
        this.holder = holder;
        this.term = term.toNanos();
        renew();
    }

    void renew() {
        deadline = System.nanoTime() + term;
    }

    boolean alive() {
        return System.nanoTime() - deadline < 0;
    }

    Hold hold() {
        return hold;
    }

    String holder() {
        return holder;
    }
}
