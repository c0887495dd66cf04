package kr.codeb.gateway.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Somebody who tries random keys: the registry hears of some of them, and nobody else suffers. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
@TestProfile(StrangersTest.Few.class)
class StrangersTest {

    /** Twenty wrong keys a minute. */
    public static class Few implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("codeb.gateway.failed-logins", "20");
        }
    }

    @Test
    void aBurstOfRandomKeysIsRefusedWithoutAskingAndAKnownKeyStillWorks() {
        String good = Keys.ours(Role.VIEWER);
        Doors.plain(good, "slot_list", Map.of()).then().statusCode(200);
        List<Response> answers = IntStream.range(0, 100)
                .mapToObj(i -> from("192.0.2.7", "codeb_ours_member_" + UUID.randomUUID()))
                .toList();
        List<Integer> statuses = answers.stream().map(Response::statusCode).toList();
        assertEquals(401, statuses.getFirst());
        assertTrue(statuses.stream().allMatch(status -> status == 401 || status == 429), statuses::toString);
        // A hundred calls lie in two minutes at most.
        long asked = statuses.stream().filter(status -> status == 401).count();
        assertTrue(asked <= 40, statuses::toString);
        refused(answers).then().header("Retry-After", notNullValue()).body("code", is("RATE_LIMITED"));
        assertEquals(200, from("192.0.2.7", good).statusCode(), "a key that was good just now");
        assertEquals(401, from("192.0.2.8", "codeb_ours_member_wrong").statusCode(), "another address");
    }

    /** Whoever has no key must not fill the audit. */
    @Test
    void aWrongKeyIsInTheAuditOncePerAddressAndMinute() {
        for (int i = 0; i < 15; i++) {
            from("192.0.2.11", "codeb_ours_member_" + UUID.randomUUID());
        }
        List<String> written = awaited(() -> StreamSupport.stream(Doors.seen().spliterator(), false)
                .map(JsonNode::asText)
                .filter(text -> text.startsWith("/registry/audit ") && text.contains("192.0.2.11"))
                .toList());
        assertTrue(written.size() <= 2, written.size() + " entries in a minute or two");
        assertTrue(written.getFirst().contains("\"by\":\"stranger\""), written::toString);
        assertFalse(written.toString().contains("codeb_ours"), written::toString);
    }

    @Test
    void aKeyThatHasEndedIsInItsTeamsAudit() {
        from("192.0.2.12", Keys.revoked("ours", Role.VIEWER)).then().statusCode(401);
        JsonNode entry = awaited(
                        () -> Doors.json(Doors.as(Keys.ours(Role.ADMIN)).get("/api/audit?by=key_ours_viewer_revoked"))
                                .path("entries")
                                .valueStream()
                                .toList())
                .getFirst();
        assertEquals("login", entry.path("action").asText());
        assertEquals("UNAUTHENTICATED", entry.path("outcome").asText());
    }

    /** Nobody waits until it is written, so it may come a moment later. */
    private static <T> List<T> awaited(Supplier<List<T>> look) {
        for (int i = 0; i < 200; i++) {
            List<T> found = look.get();
            if (!found.isEmpty()) {
                return found;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("it is not in the audit");
    }

    /** An address that sends wrong assertions is refused like one that tries keys, before anything is looked at. */
    @Test
    void aBurstOfWrongAssertionsIsRefusedUnheard() {
        List<Response> answers = IntStream.range(0, 60)
                .mapToObj(i -> assertion("192.0.2.9", "x.y." + i))
                .toList();
        List<Integer> statuses = answers.stream().map(Response::statusCode).toList();
        assertEquals(401, statuses.getFirst());
        long heard = statuses.stream().filter(status -> status == 401).count();
        assertTrue(heard <= 40, statuses::toString);
        refused(answers)
                .then()
                .header("Retry-After", notNullValue())
                .body("error", is("temporarily_unavailable"))
                .body("code", is("RATE_LIMITED"));
        assertEquals(401, assertion("192.0.2.10", "x.y.z").statusCode(), "another address");
    }

    /** The first that was refused unheard: a new minute may have begun since. */
    private static Response refused(List<Response> answers) {
        return answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
    }

    private static Response assertion(String address, String text) {
        return given().header("X-Forwarded-For", address)
                .formParam("grant_type", TokenRequest.GRANT)
                .formParam("assertion", text)
                .post("/api/token");
    }

    private static Response from(String address, String key) {
        return Doors.as(key)
                .header("X-Forwarded-For", address)
                .body(Doors.body("slot_list", Map.of()))
                .post("/api/tool");
    }
}
