package kr.codeb.gateway.ci;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/** Asks the issuer, within bounds. One that did not answer just now is not asked again at once. */
final class IssuerGet implements SimpleGet {

    private static final int CONNECT_MS = 3_000;
    private static final int READ_MS = 5_000;
    private static final int LARGEST = 256 << 10;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Get get = new Get();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    private record Failure(String message, long at) {}

    IssuerGet() {
        get.setConnectTimeout(CONNECT_MS);
        get.setReadTimeout(READ_MS);
        get.setRetries(0);
        get.setResponseBodySizeLimit(LARGEST);
    }

    @Override
    public SimpleResponse get(String url) throws IOException {
        Failure before = failure.get();
        if (before != null && System.nanoTime() - before.at() < PAUSE.toNanos()) {
            throw new IOException(before.message());
        }
        try {
            SimpleResponse answer = get.get(url);
            failure.set(null);
            return answer;
        } catch (IOException silent) {
            failure.set(new Failure("%s: %s".formatted(url, silent.getMessage()), System.nanoTime()));
            throw silent;
        }
    }
}
