package kr.codeb.operations.ssh;

import java.time.Duration;

/** Whether a server's disks have room. */
public final class Disks {

    private static final Script NEARLY_FULL = Script.of(Disks.class, "nearly-full.sh");
    private static final String PERCENT = "90";
    /** A disk on another machine may be silent. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private Disks() {}

    /**
     * @param paths whose file systems are looked at; one that is not there is passed over
     * @return a sentence for each that is nearly full; null when all have room, or when the server does not tell
     */
    public static String warning(Remote server, String... paths) {
        CommandResult said =
                server.run(Command.script(NEARLY_FULL, PERCENT).with(paths).within(PATIENCE));
        return !said.ok() || said.out().isBlank() ? null : said.out().strip().replace('\n', ' ');
    }
}
