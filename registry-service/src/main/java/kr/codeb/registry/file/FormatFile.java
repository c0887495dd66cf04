package kr.codeb.registry.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Says in which format all of the registry's files are, so that a version of CodeB that is older than the files sees it before it
 * touches one. {@code codeb-slot} looks, too.
 */
public final class FormatFile {

    /** To be raised by whoever changes a file so that the version before would misread or lose something. */
    public static final int KNOWN = 1;

    private static final String NAME = "format";
    private static final int LONGEST = 9;

    private FormatFile() {}

    /**
     * Without the file the format is 1; it is written when it says less than {@link #KNOWN}.
     *
     * @throws IllegalStateException when the files are newer than this version of CodeB
     */
    public static void check(Path registry, Disk disk) throws IOException {
        Path file = registry.resolve(NAME);
        if (disk.stamp(file).isPresent()) {
            String said = new String(disk.read(file), StandardCharsets.UTF_8).strip();
            if (!said.matches("[1-9][0-9]{0,%d}".formatted(LONGEST - 1))) {
                throw new IllegalStateException(
                        "The registry does not start: %s must hold a number, the format of the files beside it. Write %d into it if they are this version's."
                                .formatted(file, KNOWN));
            }
            int format = Integer.parseInt(said);
            if (format > KNOWN) {
                throw new IllegalStateException(
                        ("The registry does not start: the files in %s have format %d, which a newer version of CodeB wrote, and this one knows %d."
                                        + " Start that version again, or bring back a backup from before it.")
                                .formatted(registry, format, KNOWN));
            }
            if (format == KNOWN) {
                return;
            }
        }
        Path temporary = registry.resolve("." + NAME + ".tmp");
        try (DiskFile made = disk.create(temporary)) {
            made.write("%d%n".formatted(KNOWN).getBytes(StandardCharsets.UTF_8));
            made.sync();
        }
        disk.rename(temporary, file);
        disk.syncDirectory(registry);
    }
}
