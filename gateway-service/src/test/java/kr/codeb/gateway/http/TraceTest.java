package kr.codeb.gateway.http;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that is part of a W3C trace is found under the trace's id, in the answer and in all logs. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class TraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void theTraceIsTheCorrelationId() {
        called("traceparent", PARENT, is(TRACE));
    }

    @Test
    void anIdOfTheCallersOwnCountsMore() {
        Doors.as(Keys.ours(Role.VIEWER))
                .header("traceparent", PARENT)
                .header("X-Correlation-Id", "mine")
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .body("correlationId", is("mine"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceGivesNoId(String header) {
        called("traceparent", header, not(TRACE)).header("traceparent", nullValue());
    }

    @Test
    void norDoesAHeaderOfAKilobyte() {
        called("traceparent", PARENT.replaceFirst("00", "01") + "-" + "x".repeat(1024), not(TRACE))
                .header("traceparent", nullValue());
    }

    @Test
    void allThreeServicesAndTheAnswerGoOnWithTheTrace() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String sent = "00-" + trace + "-b7ad6b7169203331-01";
        String goesOn = "00-" + trace + "-[0-9a-f]{16}-00";
        Doors.as(Keys.ours(Role.VIEWER))
                .header("traceparent", sent)
                .body(Doors.body("health_check", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(200)
                .header("traceparent", matchesPattern(goesOn));
        List<String> told = StreamSupport.stream(Doors.traces().spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        for (String service : List.of("registry", "provisioner", "deployer")) {
            assertTrue(
                    told.stream().anyMatch(line -> line.matches("/" + service + "/\\S+ " + goesOn)),
                    () -> service + " in " + told);
        }
    }

    private static ValidatableResponse called(String name, String value, org.hamcrest.Matcher<String> id) {
        return Doors.as(Keys.ours(Role.VIEWER))
                .header(name, value)
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool")
                .then()
                .statusCode(200)
                .header("X-Correlation-Id", id)
                .body("correlationId", id);
    }
}
