package kr.codeb.contracts.operation;

/**
 * Somebody else holds the project now: this process was away for too long. Whoever catches this changes nothing more,
 * not even to take back: the new holder does that.
 */
public final class HoldLost extends RuntimeException {

    public HoldLost(Throwable cause) {
        super("the hold was lost", cause);
    }

    public HoldLost() {
        this(null);
    }
}
