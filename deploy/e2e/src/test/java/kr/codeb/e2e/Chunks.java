package kr.codeb.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer that comes in chunks, as they come. */
final class Chunks extends InputStream {

    private final Wire wire;
    private int left;
    private boolean over;

    Chunks(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Never waits for more than there is. */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0 && !over) {
            left = wire.chunk();
            over = left == 0;
            if (over) {
                wire.line();
            }
        }
        if (over) {
            return -1;
        }
        int read = wire.in().read(into, from, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the stream was cut");
        }
        left -= read;
        if (left == 0) {
            wire.line();
        }
        return read;
    }

    @Override
    public int available() {
        return over ? 0 : left;
    }
}
