package kr.codeb.registry.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes in the making. Long arrays are taken over as they are, so that megabytes are not copied again and again. */
final class Pieces {

    private static final int LONG = 8 * 1024;

    private final List<byte[]> done = new ArrayList<>();
    private final ByteArrayOutputStream current = new ByteArrayOutputStream();

    /** @param text ASCII */
    void add(String text) {
        current.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    void add(byte[] bytes) {
        if (bytes.length < LONG) {
            current.writeBytes(bytes);
        } else {
            finish();
            done.add(bytes);
        }
    }

    List<byte[]> all() {
        finish();
        return done;
    }

    byte[] joined() {
        finish();
        if (done.size() == 1) {
            return done.getFirst();
        }
        var all = new ByteArrayOutputStream(
                done.stream().mapToInt(piece -> piece.length).sum());
        done.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void finish() {
        if (current.size() > 0) {
            done.add(current.toByteArray());
            current.reset();
        }
    }
}
