package kr.codeb.gateway.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.OffsetDateTime;
import java.util.Map;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** With {@code codeb.log.json} each line of the log is one JSON object, under its call's correlation id. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
@TestProfile(JsonLogTest.On.class)
class JsonLogTest {

    public static class On implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("codeb.log.json", "true");
        }
    }

    @Test
    void aLineIsOneObject() throws Exception {
        String text = LogLine.of("it \"happened\"\nin two lines");
        assertEquals(1, text.strip().lines().count(), text);
        JsonNode line = new ObjectMapper().readTree(text);
        assertTrue(OffsetDateTime.parse(line.path("timestamp").asText()).getYear() > 2024, text);
        assertEquals("WARN", line.path("level").asText());
        assertEquals("kr.codeb.Some", line.path("loggerName").asText());
        assertEquals("it \"happened\"\nin two lines", line.path("message").asText());
        assertEquals(LogLine.ID, line.at("/mdc/correlationId").asText());
    }
}
