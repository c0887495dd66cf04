package kr.codeb.web;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/** The id that lets a person follow one call through all four services' logs. */
public final class Correlation {

    public static final String HEADER = "X-Correlation-Id";
    private static final String KEY = "correlationId";
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

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
