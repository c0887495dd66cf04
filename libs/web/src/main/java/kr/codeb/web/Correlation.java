package kr.codeb.web;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The id that lets a person follow one call through all four services' logs. */
public final class Correlation {

    public static final String HEADER = "X-Correlation-Id";
    /** W3C's header that says which trace a call is part of. */
    public static final String TRACE_HEADER = "traceparent";

    private static final String KEY = "correlationId";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern TRACE =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(%s)-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.{0,200})?".formatted(TRACE_ID));

    private Correlation() {}

    /** The id of the call that this thread works for, made now if there is none. */
    public static String current() {
        return MDC.get(KEY) instanceof String id ? id : take(null);
    }

    /** Makes {@code id} this thread's, or a new one when it is absent or could spoil a log line. */
    public static String take(String id) {
        String taken = id != null && SAFE.matcher(id).matches()
                ? id
                : UUID.randomUUID().toString();
        MDC.put(KEY, taken);
        return taken;
    }

    /** The id of the trace that a W3C {@code traceparent} header names; null when it names none. */
    public static String ofTrace(String traceparent) {
        Matcher trace = TRACE.matcher(traceparent == null ? "" : traceparent);
        // Only versions after 00 may have more behind the flags.
        return trace.matches() && (trace.group(2) == null || !traceparent.startsWith("00")) ? trace.group(1) : null;
    }

    /**
     * The {@code traceparent} under which work for this id goes on, if the id is a trace's. Each has a number of its own, and says
     * that nothing was recorded, since we keep no spans.
     */
    public static Optional<String> traceparent(String id) {
        return TRACE_ID.matcher(id).matches()
                ? Optional.of("00-%s-%016x-00"
                        .formatted(id, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)))
                : Optional.empty();
    }

    public static void clear() {
        MDC.remove(KEY);
    }

    /** The same work, for another thread, under this thread's id. */
    public static Runnable carried(Runnable work) {
        String id = current();
        return () -> {
            take(id);
            try {
                work.run();
            } finally {
                clear();
            }
        };
    }
}
