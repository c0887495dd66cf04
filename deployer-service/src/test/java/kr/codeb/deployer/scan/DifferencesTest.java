package kr.codeb.deployer.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RegistryFile.State;
import kr.codeb.contracts.scan.RestoredFile;
import org.junit.jupiter.api.Test;

/** Files, ports, and what a repair says of the drift there was. */
class DifferencesTest {

    private static ProjectEnvironment settings(int blue, int green) {
        return new ProjectEnvironment(
                new Ports(blue, green), null, null, "shop.codeb.test", null, null, null, null, null, null, null);
    }

    private static final Slots SLOTS = new Slots(
            "shop",
            "team",
            Environment.PRODUCTION,
            SlotName.BLUE,
            Slot.empty(SlotName.BLUE, 4100),
            Slot.empty(SlotName.GREEN, 4101),
            null);

    @Test
    void portsOfSsotAndSlotFileAreCompared() {
        assertEquals(List.of(), Differences.ports(settings(4100, 4101), SLOTS));
        Drift drift = Differences.ports(settings(4102, 4103), SLOTS).getFirst();
        assertEquals("blue 4102, green 4103 (ssot.json)", drift.expected());
        assertEquals("blue 4100, green 4101 (slot file)", drift.found());
        assertFalse(drift.repairable());
        assertEquals(List.of(), Differences.ports(null, SLOTS));
        assertEquals(List.of(), Differences.ports(settings(4102, 4103), null));
    }

    @Test
    void filesThatCannotBeUsedAreNamed() {
        List<Drift> drift = Differences.files(List.of(
                new RegistryFile("ssot.json", State.DAMAGED, "It does not parse."),
                new RegistryFile("redis-db.json", State.OK, null),
                new RegistryFile("slots/shop-production.json", State.MISSING, "It is gone.")));
        assertEquals(
                List.of("registry file ssot.json", "registry file slots/shop-production.json"),
                drift.stream().map(Drift::what).toList());
        assertTrue(drift.get(0).repairable());
        assertFalse(drift.get(1).repairable());
    }

    @Test
    void afterARepairEachDriftSaysWhetherItWasMended() {
        List<Drift> after = Differences.afterRepair(
                List.of(Drift.repairable("site file", "a", "b"), Drift.reported("ports", "a", "b")),
                List.of(Drift.reported("ports", "a", "b")));
        assertEquals(List.of(true, false), after.stream().map(Drift::repaired).toList());
    }

    @Test
    void aSlotFileOutOfAKeptVersionIsNotActedOn() {
        assertTrue(restored("ssot.json", "000000000007").slotsAreSure());
        assertTrue(restored("slots/shop-production.json", "memory").slotsAreSure());
        assertFalse(restored("slots/shop-production.json", "000000000007").slotsAreSure());
    }

    private static RepairParams restored(String file, String from) {
        return new RepairParams(List.of(new RestoredFile(file, from, null)));
    }
}
