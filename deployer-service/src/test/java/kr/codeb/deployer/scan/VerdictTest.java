package kr.codeb.deployer.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;
import org.junit.jupiter.api.Test;

/** What is said of a slot, and what a repair may do, by what stands under its name. */
class VerdictTest {

    private static final SlotContainer PLACE = new SlotContainer("shop", Environment.PRODUCTION, SlotName.GREEN);
    private static final Slot EMPTY = Slot.empty(SlotName.GREEN, 4101);
    private static final Slot ACTIVE = slot("img:v1");

    private static Slot slot(String image) {
        return new Slot(
                SlotName.GREEN,
                SlotState.ACTIVE,
                4101,
                "v1",
                image,
                "sha256:1",
                "env1",
                null,
                "key_x",
                "healthy",
                null,
                null,
                "op_1");
    }

    private static FoundContainer container(String version, String digest, String status) {
        return found(
                status,
                "img@" + digest,
                List.of(digest),
                Map.of(
                        "codeb.project",
                        "shop",
                        "codeb.environment",
                        "production",
                        "codeb.slot",
                        "green",
                        "codeb.version",
                        version));
    }

    private static FoundContainer found(String status, String image, List<String> digests, Map<String, String> labels) {
        return new FoundContainer("id", PLACE.name(), status, image, digests, labels, 0, false, 0, "");
    }

    private static Drift drift(Slot slot, FoundContainer found) {
        return Verdict.of(PLACE, slot, found).drift(PLACE, slot);
    }

    @Test
    void whatTheRegistrySaysIsNoDrift() {
        assertNull(drift(EMPTY, null));
        assertNull(drift(ACTIVE, container("v1", "sha256:1", "running")));
        assertNull(drift(ACTIVE, container("v1", "sha256:1", "restarting")));
    }

    @Test
    void aContainerThatIsGoneIsMadeAgainFromItsRecord() {
        Drift drift = drift(ACTIVE, null);
        assertEquals("container shop-production-green", drift.what());
        assertEquals("missing", drift.found());
        assertTrue(drift.repairable());
        assertFalse(drift(slot(null), null).repairable(), "an adopted slot without an image cannot be made again");
    }

    @Test
    void aStoppedOneIsStarted() {
        for (String status : List.of("exited", "created", "paused", "dead")) {
            Drift drift = drift(ACTIVE, container("v1", "sha256:1", status));
            assertEquals(status, drift.found());
            assertTrue(drift.repairable());
        }
    }

    @Test
    void codebsOwnInAnEmptySlotIsRemoved() {
        assertTrue(Verdict.of(PLACE, EMPTY, container("v0", "sha256:0", "running")) instanceof Verdict.Leftover);
        assertTrue(drift(EMPTY, container("v0", "sha256:0", "running")).repairable());
    }

    @Test
    void whatCodebDidNotMakeIsNeverTouched() {
        FoundContainer foreign = found("running", "nginx", List.of(), Map.of());
        for (Slot slot : List.of(EMPTY, ACTIVE)) {
            assertFalse(drift(slot, foreign).repairable());
            assertNotNull(Verdict.of(PLACE, slot, foreign).issue(PLACE));
        }
    }

    @Test
    void anotherVersionOrImageIsReported() {
        assertFalse(drift(ACTIVE, container("v2", "sha256:1", "running")).repairable());
        assertFalse(drift(ACTIVE, container("v1", "sha256:2", "running")).repairable());
    }

    @Test
    void aLabelOfAnotherSlotIsForeign() {
        FoundContainer blue = found(
                "running",
                "img",
                List.of(),
                Map.of(
                        "codeb.project",
                        "shop",
                        "codeb.environment",
                        "production",
                        "codeb.slot",
                        "blue",
                        "codeb.version",
                        "v1"));
        assertTrue(Verdict.of(PLACE, ACTIVE, blue) instanceof Verdict.Foreign);
    }
}
