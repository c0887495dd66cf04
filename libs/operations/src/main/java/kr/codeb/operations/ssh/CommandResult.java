package kr.codeb.operations.ssh;

/**
 * How a command ended.
 *
 * @param exit exit status; see {@link #endedForTime()}
 */
public record CommandResult(int exit, String out, String err) {

    private static final int ENDED_FOR_TIME = 124;
    private static final int KILLED_FOR_TIME = 137;

    public boolean ok() {
        return exit == 0;
    }

    /** Whether a script of ours said this. */
    public boolean is(Exit verdict) {
        return exit == verdict.number();
    }

    /** Whether the host ended it for running too long; of an application's own program it may also mean that it was killed. */
    public boolean endedForTime() {
        return exit == ENDED_FOR_TIME || exit == KILLED_FOR_TIME;
    }

    /** What it said last, for a sentence to a user: standard error, or standard output if that is empty. */
    public String complaint() {
        String said = (err.isBlank() ? out : err).strip();
        return said.length() <= 600 ? said : "… " + said.substring(said.length() - 600);
    }
}
