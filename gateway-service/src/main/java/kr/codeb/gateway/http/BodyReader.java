package kr.codeb.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reads a body of 1 MiB at most, whether or not its length is announced, and waits for it only so long. */
public final class BodyReader {

    static final long LARGEST = 1 << 20;

    /** So much of a body that is refused is read nevertheless: a client that is cut off while it sends may never read the answer. */
    private static final long LARGEST_READ = 16 << 20;

    private static final long PATIENCE_MS = 30_000;

    private final RoutingContext request;
    private final Consumer<Buffer> whole;
    private final Buffer body = Buffer.buffer();
    private final AtomicBoolean over = new AtomicBoolean();
    private long length;

    private BodyReader(RoutingContext request, Consumer<Buffer> whole) {
        this.request = request;
        this.whole = whole;
    }

    /** Hands on the whole body, or refuses the request: 413 when it is too large, 408 when it does not come. */
    public static void read(RoutingContext request, Consumer<Buffer> whole) {
        new BodyReader(request, whole).start();
    }

    /** Refuses a body whose announced length is too large. */
    static void refuse(RoutingContext request) {
        if (announced(request.request()) > LARGEST_READ) {
            tooLarge(request);
        } else {
            read(request, nothing -> {});
        }
    }

    static long announced(HttpServerRequest request) {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException huge) {
            return Long.MAX_VALUE;
        }
    }

    private void start() {
        long timer = request.vertx()
                .setTimer(
                        PATIENCE_MS,
                        late -> once(() -> close(
                                408,
                                "The body of the request did not arrive within %d seconds."
                                        .formatted(PATIENCE_MS / 1000))));
        HttpServerRequest body = request.request();
        body.exceptionHandler(gone -> once(() -> {}));
        body.handler(this::take);
        body.endHandler(end -> {
            request.vertx().cancelTimer(timer);
            once(() -> {
                if (length > LARGEST) {
                    tooLarge(request);
                } else {
                    whole.accept(this.body);
                }
            });
        });
        body.resume();
    }

    private void take(Buffer part) {
        length += part.length();
        if (length <= LARGEST) {
            body.appendBuffer(part);
        } else if (length > LARGEST_READ) {
            once(() -> close(413, sentence()));
        }
    }

    private void once(Runnable end) {
        if (over.compareAndSet(false, true)) {
            end.run();
        }
    }

    private static void tooLarge(RoutingContext request) {
        if (announced(request.request()) > LARGEST_READ) {
            request.response().putHeader("Connection", "close");
        }
        Refusal.send(request, 413, sentence());
    }

    private void close(int status, String sentence) {
        request.response().putHeader("Connection", "close");
        Refusal.send(request, status, sentence);
    }

    private static String sentence() {
        return "The body is larger than 1 MiB.";
    }
}
