package kr.codeb.deployer.cleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.testing.FakeHost;
import kr.codeb.deployer.testing.FakeHost.Container;
import kr.codeb.deployer.testing.FakeProvisioner;
import kr.codeb.deployer.testing.FakeRegistry;
import kr.codeb.deployer.testing.Wired;
import kr.codeb.operations.run.BackOff;
import org.junit.jupiter.api.Test;

/** What cannot be removed is tried again later and later, and never once a minute. */
class CleanupScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeHost host = new FakeHost();
    private final FakeRegistry registry = FakeRegistry.usual().with(SlotName.BLUE, SlotState.ACTIVE);
    private final Wired wired = new Wired(host, registry, new FakeProvisioner());
    private final List<Instant> begun = new ArrayList<>();

    @Test
    void aContainerThatStaysCostsAFewOperationsADay() {
        host.containers.put("myapp-production-green", new Container("op_stuck", true, false));

        lookForADay();

        assertTrue(begun.size() > 20 && begun.size() < 40, begun.size() + " operations");
        Duration last = Duration.between(begun.get(begun.size() - 2), begun.getLast());
        assertEquals(Duration.ofHours(1), last);
    }

    @Test
    void anExpiredVersionThatStaysLikewise() {
        registry.with(SlotName.GREEN, SlotState.GRACE, NOW.minusSeconds(1));
        host.containers.put("myapp-production-green", new Container("op_green_before", true, true));

        lookForADay();

        assertTrue(begun.size() > 20 && begun.size() < 40, begun.size() + " operations");
    }

    private void lookForADay() {
        HashMap<String, Instant> clock = new HashMap<>();
        CleanupSchedule schedule = new CleanupSchedule(
                wired.registry,
                wired.found,
                wired.removal,
                pair -> begun.add(clock.get("now")),
                new BackOff(Duration.ofMinutes(2), Duration.ofHours(1), () -> clock.get("now")));
        for (int minute = 0; minute < 24 * 60; minute++) {
            clock.put("now", NOW.plus(Duration.ofMinutes(minute)));
            schedule.look(clock.get("now"));
        }
    }
}
