package kr.codeb.provisioner.testing;

import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** Lets exactly one of all calls to servers go wrong, so that a test can try each in turn. */
public final class Fuse {

    /** How the call goes wrong: whether its effect happened, and whether the process lives on. */
    public enum Blow {
        FAILS_BEFORE,
        FAILS_AFTER,
        DIES_BEFORE,
        DIES_AFTER
    }

    /** Whether an error comes back, or nothing, since the process is dead. */
    public enum Kind {
        FAILS(Blow.FAILS_BEFORE, Blow.FAILS_AFTER),
        DIES(Blow.DIES_BEFORE, Blow.DIES_AFTER);

        private final Blow before;
        private final Blow after;

        Kind(Blow before, Blow after) {
            this.before = before;
            this.after = after;
        }

        public Blow before() {
            return before;
        }

        public Blow after() {
            return after;
        }
    }

    private int left = Integer.MAX_VALUE;
    private Blow blow = Blow.FAILS_BEFORE;
    private int calls;

    /** The call number {@code call}, counted from now, goes wrong. */
    public void set(int call, Blow how) {
        left = call;
        blow = how;
        calls = 0;
    }

    public void remove() {
        left = Integer.MAX_VALUE;
    }

    public boolean blown() {
        return left <= 0;
    }

    /** How many calls there were since it was set. */
    public int calls() {
        return calls;
    }

    public <T> T around(Supplier<T> call) {
        calls++;
        boolean now = --left == 0;
        if (now && blow == Blow.FAILS_BEFORE) {
            throw failure();
        }
        if (now && blow == Blow.DIES_BEFORE) {
            throw new Died();
        }
        if (!now) {
            return call.get();
        }
        try {
            call.get();
        } catch (CodebException answered) {
            // The answer is lost, whatever it was.
        }
        if (blow == Blow.FAILS_AFTER) {
            throw failure();
        }
        throw new Died();
    }

    public void around(Runnable call) {
        around(() -> {
            call.run();
            return null;
        });
    }

    private static CodebException failure() {
        return new CodebException(ErrorCode.HOST_UNREACHABLE, "the fuse is blown");
    }

    /** The process is dead: nothing after it happens, and nobody catches it. */
    public static final class Died extends Error {}
}
