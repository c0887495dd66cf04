package kr.codeb.gateway.metrics;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what this process did since it started. Of names only those of tools, outcomes and limits are kept, of which there are
 * few: nothing that a caller sent.
 */
@Singleton
public class Figures {

    private final Map<Called, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<String, Times> times = new ConcurrentHashMap<>();
    private final Map<Limit, LongAdder> limited = new EnumMap<>(Limit.class);

    public Figures() {
        for (Limit limit : Limit.values()) {
            limited.put(limit, new LongAdder());
        }
    }

    /** What calls are limited by. */
    public enum Limit {
        KEY,
        TEAM,
        ADDRESS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Called(String tool, String outcome, int status) {}

    private record Times(LongAdder calls, LongAdder nanos) {}

    /**
     * A call was answered.
     *
     * @param tool by its name in the catalogue
     * @param outcome {@code OK}, the code of a failure, or {@code BEGUN} when an operation works on it
     */
    public void called(String tool, String outcome, int status, Duration took) {
        calls.computeIfAbsent(new Called(tool, outcome, status), first -> new LongAdder())
                .increment();
        Times all = times.computeIfAbsent(tool, first -> new Times(new LongAdder(), new LongAdder()));
        all.calls.increment();
        all.nanos.add(took.toNanos());
    }

    /** A call is refused since there were too many. */
    public void refuse(Limit by) {
        limited.get(by).increment();
    }

    /** How many were refused by this limit. */
    public long limited(Limit by) {
        return limited.get(by).sum();
    }

    void print(Exposition page) {
        page.family(
                "codeb_calls_total", "counter", "Calls of tools, by outcome: OK, BEGUN, or the code of the failure.");
        calls.forEach((call, count) -> page.sample(
                "codeb_calls_total",
                count.sum(),
                "tool",
                call.tool,
                "outcome",
                call.outcome,
                "status",
                String.valueOf(call.status)));
        page.family("codeb_call_seconds", "summary", "Time until calls were answered, or had begun an operation.");
        times.forEach((tool, all) -> page.sample("codeb_call_seconds_sum", all.nanos.sum() / 1e9, "tool", tool)
                .sample("codeb_call_seconds_count", all.calls.sum(), "tool", tool));
        page.family(
                "codeb_calls_limited_total", "counter", "Calls refused since a key, team or address made too many.");
        limited.keySet().forEach(by -> page.sample("codeb_calls_limited_total", limited(by), "by", by.word()));
    }
}
