package kr.codeb.deployer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.deployer.ContainerView.End;
import org.junit.jupiter.api.Test;

/** Restarts, memory and load are told of a container that is healthy, and nothing of one that is as it should be. */
class UnusualTest {

    private static final Instant NOW = Instant.parse("2026-01-14T10:00:00Z");

    private static final Sighting SEEN = new Sighting(
            "id",
            "shop-production-green",
            "image",
            "v1",
            "running",
            7,
            null,
            null,
            0,
            false,
            0,
            64L << 20,
            500_000_000,
            "4101",
            null,
            null,
            null);

    private static List<String> of(List<End> ends, Usage usage) {
        return Unusual.of(SEEN, ends, usage, NOW);
    }

    @Test
    void nothingIsToldOfOneThatIsAsItShouldBe() {
        assertEquals(List.of(), of(List.of(), new Usage("7", 40.0, 50L << 20)));
        assertEquals(List.of(), of(List.of(), Usage.UNKNOWN));
        assertEquals(List.of(), of(List.of(new End(NOW.minusSeconds(7_200), 137, true)), Usage.UNKNOWN));
    }

    @Test
    void restartsAreCountedAndTheLastOneIsTold() {
        List<End> ends = List.of(new End(NOW.minusSeconds(1_200), 3, false), new End(NOW.minusSeconds(900), 137, true));
        String told = of(ends, Usage.UNKNOWN).getFirst();
        assertTrue(told.contains("2 times"), told);
        assertTrue(told.contains("137, out of memory"), told);
    }

    @Test
    void whatIsNearlyUsedUpIsTold() {
        List<String> told = of(List.of(), new Usage("7", 49.0, 60L << 20));
        assertEquals(2, told.size(), told::toString);
        assertTrue(told.get(0).contains("94 % of its 64 MB"), told::toString);
        assertTrue(told.get(1).contains("98 % of its 0.5 CPUs"), told::toString);
    }
}
