package kr.codeb.gateway.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A version that visitors do not reach any more is not called healthy because another one answers for it. */
class VisitorsHealthTest {

    private static JsonNode status(String blueState, String greenState, String containers)
            throws JsonProcessingException {
        return new ObjectMapper().readTree("""
                {"blue": {"state": "%s", "version": "v1"}, "green": {"state": "%s", "version": "v2"}, "containers": %s}""".formatted(blueState, greenState, containers));
    }

    @Test
    void theActiveSlotDecides() throws JsonProcessingException {
        assertEquals(
                Optional.of(new VisitorsHealth(true, null)),
                VisitorsHealth.of(
                        status(
                                "deployed",
                                "active",
                                "{\"blue\": {\"exists\": true, \"healthy\": false}, \"green\": {\"exists\": true, \"healthy\": true}}")));
    }

    @Test
    void theStandInIsNamed() throws JsonProcessingException {
        VisitorsHealth health = VisitorsHealth.of(
                        status(
                                "grace",
                                "active",
                                "{\"blue\": {\"exists\": true, \"healthy\": true},"
                                        + " \"green\": {\"exists\": true, \"healthy\": false, \"reason\": \"It does not run.\"}}"))
                .orElseThrow();
        assertEquals(false, health.healthy());
        assertTrue(health.reason().contains("green (v2): It does not run."), health::reason);
        assertTrue(health.reason().contains("served by the version before, blue (v1)"), health::reason);
    }

    @Test
    void aContainerThatIsGoneIsNotHealthy() throws JsonProcessingException {
        VisitorsHealth health = VisitorsHealth.of(status("empty", "active", "{\"green\": {\"exists\": false}}"))
                .orElseThrow();
        assertEquals(false, health.healthy());
        assertTrue(health.reason().contains("gone"), health::reason);
    }

    @Test
    void nothingIsSaidWithoutAnActiveSlotOrWithoutDocker() throws JsonProcessingException {
        assertEquals(Optional.empty(), VisitorsHealth.of(status("empty", "deployed", "{}")));
        assertEquals(Optional.empty(), VisitorsHealth.of(status("empty", "active", "{}")));
    }
}
