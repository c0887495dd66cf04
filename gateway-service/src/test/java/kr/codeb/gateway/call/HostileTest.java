package kr.codeb.gateway.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.call.BareDoors.Door;
import kr.codeb.gateway.call.BareDoors.Heard;
import kr.codeb.gateway.call.Corpus.Input;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Hostile and mistaken inputs in every param of every tool: refused with a sentence that says why, or done as they say, and nothing is
 * ever begun for another project. Where a tool takes a param as another does, one in sixteen is tried; {@code -Dcodeb.hostile.every=1}
 * tries all everywhere.
 */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class HostileTest {

    private static final int EVERY = Integer.getInteger("codeb.hostile.every", 16);
    private static final Logger LOG = Logger.getLogger(ToolInvoker.class.getName());
    private static final String OWNER = Keys.ours(Role.OWNER);
    private static final Caller CALLER = new Caller(Keys.id("ours", Role.OWNER), "ours", Role.OWNER, null, null, null);
    /** What only a program says, and what a terminal or a model could take for something else. */
    private static final String NO_SENTENCE =
            "(?s).*(Exception|java\\.|kr\\.codeb|com\\.fasterxml|[\\p{Cc}&&[^\\n]]|\\p{Cf}|\\p{Cs}).*";

    private static final List<Input> CORPUS = Corpus.all();

    private final BareDoors doors = new BareDoors();

    @Inject
    ToolCatalog catalog;

    @Inject
    ToolInvoker invoker;

    /** An input in its place. */
    private record Try(Place place, Input input, String params) {
        @Override
        public String toString() {
            return "%s in %s".formatted(input, place);
        }
    }

    @BeforeAll
    static void logLess() {
        LOG.setLevel(Level.WARNING);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void thereAreAtLeast500() {
        assertTrue(CORPUS.size() >= 500, CORPUS.size() + " inputs");
        assertEquals(CORPUS.size(), CORPUS.stream().map(Input::json).distinct().count(), "each once");
    }

    /** Behind the doors, where each call goes, whichever it came through. */
    @Test
    void everyInputInEveryParamIsRefusedOrDone() {
        List<Try> tries = tries(1, EVERY);
        assertEquals(List.of(), Bulk.each(tries, this::invoked));
        noEffectElsewhere();
    }

    @Test
    void bothDoorsSayTheSame() {
        assertEquals(List.of(), Bulk.each(tries(EVERY, 4 * EVERY), this::heard));
        noEffectElsewhere();
    }

    /** @param first one in so many where a param is met first @param later and where it is met again */
    private List<Try> tries(int first, int later) {
        List<Try> tries = new ArrayList<>();
        List<Place> places = Place.all(catalog.tools());
        Set<String> known = new HashSet<>();
        for (int p = 0; p < places.size(); p++) {
            int every = known.add(places.get(p).definition()) ? first : later;
            for (int i = p % every; i < CORPUS.size(); i += every) {
                Place place = places.get(p);
                Input input = CORPUS.get(i);
                place.params(input).ifPresent(params -> tries.add(new Try(place, input, params)));
            }
        }
        return tries;
    }

    private String invoked(Try one) {
        Optional<JsonNode> params = value(one.params);
        if (params.isEmpty()) {
            return null;
        }
        Request request =
                new Request(one.place.tool().name(), params.get(), CALLER, new Consent.Called(), null, id(one));
        return invoker.begin(request) instanceof Outcome.Done done ? problem(one, done.answer()) : null;
    }

    private static String problem(Try one, Answer answer) {
        return problem(one.toString(), answer.status(), answer.body());
    }

    private String heard(Try one) {
        String tool = one.place.tool().name();
        Heard plain = doors.call(Door.PLAIN, OWNER, tool, one.params, id(one));
        Heard mcp = doors.call(Door.MCP, OWNER, tool, one.params, id(one));
        boolean same = mcp.code().startsWith("rpc -32")
                ? plain.status() == 400
                : plain.code().equals(mcp.code());
        if (!same || mcp.code().equals("rpc -32603") || mcp.status() >= 500) {
            return "%s: %s by the plain door, %s by MCP".formatted(one, plain, mcp);
        }
        String problem = problem(one.toString(), plain.status(), plain.answer());
        return problem == null
                ? problem(one.toString(), mcp.answer().has("code") ? 400 : mcp.status(), mcp.answer())
                : problem;
    }

    /** Null when an answer is as every answer has to be. */
    static String problem(String what, int status, ObjectNode answer) {
        boolean success = answer.path("success").asBoolean();
        String error = answer.path("error").asText();
        boolean right = success ? status < 300 : status >= 400 && status < 500;
        boolean clear = success || !error.isBlank() && error.length() < 2_000 && !error.matches(NO_SENTENCE);
        return right && clear ? null : "%s: %d %s".formatted(what, status, answer);
    }

    private static String id(Try one) {
        return "hostile-%s-%d".formatted(one.input.kind(), one.input.line());
    }

    private static Optional<JsonNode> value(String json) {
        try {
            return Optional.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException noJson) {
            return Optional.empty();
        }
    }

    /** All that was begun was for our own project, or for a new one of a lawful name. */
    private static void noEffectElsewhere() {
        List<String> elsewhere = Doors.changes()
                .valueStream()
                .filter(change -> change.path("correlationId").asText().startsWith("hostile-"))
                .filter(change -> !mayBe(change))
                .map(JsonNode::toString)
                .toList();
        assertEquals(List.of(), elsewhere);
    }

    private static boolean mayBe(JsonNode change) {
        String project = change.path("project").asText("shop");
        boolean isNew = change.path("what").asText().equals("workflow_init");
        return project.equals("shop") || isNew && project.matches("[a-z][a-z0-9-]{0,49}") && !project.equals("foreign");
    }
}
