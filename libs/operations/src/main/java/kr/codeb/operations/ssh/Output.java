package kr.codeb.operations.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a command says on one stream, read while it runs: a full window of one stream would stop the other. Of what is more
 * than may be kept either the end is forgotten or the beginning.
 */
final class Output {

    private static final int PIECE = 8192;

    private final InputStream stream;
    private final int keeping;
    private final boolean theEnd;
    private final CountDownLatch ended = new CountDownLatch(1);
    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;
    private IOException broken;

    private Output(InputStream stream, int keeping, boolean theEnd) {
        this.stream = stream;
        this.keeping = keeping;
        this.theEnd = theEnd;
    }

    /** Keeps the first bytes. */
    static Output first(int bytes, InputStream stream) {
        return reading(new Output(stream, bytes, false));
    }

    /** Keeps the last bytes, and up to as many before them. */
    static Output last(int bytes, InputStream stream) {
        return reading(new Output(stream, bytes, true));
    }

    private static Output reading(Output output) {
        Thread.ofVirtual().start(output::read);
        return output;
    }

    private void read() {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = stream.read(piece); length >= 0; length = stream.read(piece)) {
                keep(piece, length);
            }
        } catch (IOException failed) {
            broke(failed);
        } catch (RuntimeException failed) {
            broke(new IOException(failed));
        } finally {
            ended.countDown();
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        int room = theEnd ? length : Math.min(length, keeping - kept.size());
        kept.write(piece, 0, room);
        cut |= room < length;
        if (theEnd && kept.size() > 2 * keeping) {
            byte[] all = kept.toByteArray();
            kept = new ByteArrayOutputStream();
            kept.write(all, all.length - keeping, keeping);
            cut = true;
        }
    }

    private synchronized void broke(IOException failed) {
        broken = failed;
    }

    /**
     * Waits until the stream has ended.
     *
     * @return whether it did in time
     * @throws IOException when it broke
     */
    boolean await(Duration patience) throws IOException, InterruptedException {
        boolean over = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (this) {
            if (broken != null) {
                throw broken;
            }
        }
        return over;
    }

    /** Whether more was said than was kept. */
    synchronized boolean isCut() {
        return cut;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
