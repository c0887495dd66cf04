package kr.codeb.registry.ssot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.settings.PortRange;
import org.junit.jupiter.api.Test;

class AllocationsTest {

    private static final PortRange RANGE = PortRange.of("4100-4105");

    @Test
    void thePairIsTheLowestOfWhichBothAreFree() {
        assertEquals(Optional.of(new Ports(4100, 4101)), pair());
        assertEquals(Optional.of(new Ports(4102, 4103)), pair(4100));
        assertEquals(Optional.of(new Ports(4104, 4105)), pair(4101, 4102));
        assertEquals(Optional.empty(), pair(4101, 4102, 4105));
    }

    private static Optional<Ports> pair(Integer... taken) {
        return Allocations.lowestFreePair(RANGE, Set.of(taken)::contains);
    }

    @Test
    void theRedisNumberIsTheLowestUnusedAndNeverZero() {
        assertEquals(OptionalInt.of(1), Allocations.lowestFreeNumber(16, number -> false));
        assertEquals(OptionalInt.of(2), Allocations.lowestFreeNumber(16, Set.of(1, 3)::contains));
        assertEquals(OptionalInt.empty(), Allocations.lowestFreeNumber(3, Set.of(1, 2)::contains));
        assertEquals(OptionalInt.empty(), Allocations.lowestFreeNumber(1, number -> false));
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PortRange.of("4100"));
        assertThrows(IllegalArgumentException.class, () -> PortRange.of("a-b"));
    }
}
