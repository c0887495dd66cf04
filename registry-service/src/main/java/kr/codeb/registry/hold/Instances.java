package kr.codeb.registry.hold;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kr.codeb.contracts.operation.HoldRequest;

/** The order in which the processes of each service appeared. A newer one of a service takes an older one's place. */
final class Instances {

    private final Map<String, Long> firstSeen = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();

    void seen(String holder) {
        firstSeen.computeIfAbsent(holder, any -> counter.incrementAndGet());
    }

    /** Whether {@code request} comes from another, newer process of the service that {@code holder} is of. */
    boolean replaces(HoldRequest request, String holder) {
        return holder != null
                && !holder.equals(request.holder())
                && holder.startsWith(request.service() + "/")
                && firstSeen.getOrDefault(request.holder(), Long.MAX_VALUE) > firstSeen.getOrDefault(holder, 0L);
    }
}
