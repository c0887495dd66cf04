package kr.codeb.contracts.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

    @ParameterizedTest(name = "blue {0}, green {1}: {2}")
    @CsvSource({
        "empty, empty, none",
        "deployed, empty, none",
        "empty, deployed, none",
        "deployed, deployed, none",
        "active, empty, blue",
        "active, deployed, blue",
        "active, grace, blue-green",
        "empty, active, green",
        "deployed, active, green",
        "grace, active, green-blue",
    })
    void onlyTheActiveSlotAndThenTheGraceSlotServe(String blue, String green, String route) {
        Slots slots = new Slots(
                "myapp",
                "team",
                Environment.PRODUCTION,
                null,
                in(SlotName.BLUE, blue),
                in(SlotName.GREEN, green),
                Instant.EPOCH);

        assertEquals(Route.of(route), Route.of(slots));
    }

    @Test
    void theFirstDeployOfANewProjectGoesToGreenAndOfAnAdoptedOneWithoutActiveSlotToBlue() {
        Slot blue = Slot.empty(SlotName.BLUE, 4100);
        Slot green = Slot.empty(SlotName.GREEN, 4101);

        assertEquals(
                SlotName.GREEN,
                new Slots("a", "t", Environment.PRODUCTION, SlotName.BLUE, blue, green, null).deployTarget());
        assertEquals(
                SlotName.BLUE, new Slots("a", "t", Environment.PRODUCTION, null, blue, green, null).deployTarget());
    }

    private static Slot in(SlotName name, String state) {
        return new Slot(name, SlotState.of(state), 4100, null, null, null, null, null, null, null, null, null, null);
    }
}
