package kr.codeb.operations.ssh;

/**
 * What a script of ours may say with its exit status, beside 0 (done) and 1 (failed, and standard error says why). The
 * numbers lie where no program that we start has its own: curl ends with 1 to 101, docker, env and the shell with 125 to
 * 127, a signal with 128 to 192, timeout with 124 or 137, flock with 64 to 78, ssh with 255. A script never ends with what
 * a foreign program ended with, and a command that runs an application's own program is never asked for one of these.
 */
public enum Exit {
    /** The fence: a later holder has the project. Nothing ran. */
    HOLD_LOST(200),
    /** The fence: an earlier command of the same project is still at work. Nothing ran. */
    FENCE_BUSY(201),
    /** There is no such file. */
    ABSENT(202),
    /** A file is not what the caller has seen: somebody else changed it. Nothing was changed. */
    CHANGED_MEANWHILE(203),
    /** Caddy refuses the configuration; standard error has its reason. Nothing stayed changed. */
    CADDY_REFUSED(204),
    /** Caddy or its configuration could not be reached in time. */
    CADDY_SILENT(205),
    /** The Caddyfile does not import the folder of sites. */
    NOT_IMPORTED(206),
    /** Traffic was switched, but Caddy did not answer from the expected slot in time. */
    NOT_SEEN(207),
    /** A program that the script needs is not installed; standard error names it. */
    PROGRAM_MISSING(208);

    private final int number;

    Exit(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
