package kr.codeb.gateway.openapi;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.call.Samples;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document is valid, whole and true: what the gateway answers is as it says. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class OpenApiTest {

    private static final String OWNER = Keys.ours(Role.OWNER);

    @Inject
    ToolCatalog catalog;

    private JsonNode document;

    @BeforeEach
    void read() {
        document = Json.read(text().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aParserOfOpenApiFindsNothingWrong() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(text(), null, options);
        assertEquals(List.of(), read.getMessages());
        assertEquals("3.1.0", read.getOpenAPI().getOpenapi());
        assertNotNull(read.getOpenAPI().getPaths().get("/api/tool").getPost());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : document.findValues("$ref")) {
            JsonNode found = document.at(reference.asText().substring(1));
            assertTrue(found.isObject(), reference::asText);
        }
    }

    @Test
    void everyToolIsThereWithItsInput() {
        Set<String> mapped = new TreeSet<>();
        document.at("/components/schemas/Call/discriminator/mapping")
                .fieldNames()
                .forEachRemaining(mapped::add);
        for (Tool tool : catalog.tools()) {
            assertTrue(mapped.contains(tool.name()), tool.name());
            tool.alias().ifPresent(alias -> assertTrue(mapped.contains(alias), alias));
            assertEquals(
                    tool.input().schema(),
                    document.at("/components/schemas/" + tool.name() + ".call/properties/params"));
        }
    }

    @Test
    void everyErrorCodeIsThereWithItsStatus() {
        for (ErrorCode code : ErrorCode.values()) {
            JsonNode response = document.at("/components/responses/" + code.status());
            assertTrue(
                    response.findValuesAsText("description").getFirst().contains(code.name())
                            && response.toString().contains('"' + code.name() + '"'),
                    code.name());
        }
    }

    @Test
    void everyAddressAnswersAsTheDocumentSays() {
        String operation = Doors.json(Doors.plain(OWNER, "slot_promote", Map.of("projectName", "shop")))
                .path("operationId")
                .asText();
        document.path("paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .forEach(path -> {
                    String address = path.getKey().replace("{id}", operation);
                    Response response = Doors.as(OWNER).get(address);
                    assertEquals(200, response.statusCode(), address);
                    String place = "/paths/%s/get/responses/200/content"
                            .formatted(path.getKey().replace("/", "~1"));
                    if (response.contentType().startsWith("application/json")) {
                        assertEquals(
                                List.of(),
                                problems(place + "/application~1json/schema", Doors.json(response)),
                                address);
                    } else {
                        assertTrue(document.at(place).has("text/plain"), address);
                    }
                });
        assertEquals(200, given().get("/api/openapi.json").statusCode());
    }

    @Test
    void callsAndAnswersOfEveryToolAreAsTheDocumentSays() {
        for (Tool tool : catalog.tools()) {
            Map<String, Object> params = Samples.of(tool.name(), tool.scope() != Scope.TEAM, "shop");
            JsonNode call = Json.tree(Map.of("tool", tool.name(), "params", params));
            assertEquals(List.of(), problems("/components/schemas/Call", call), tool.name());
            Response response = Doors.plain(OWNER, tool.name(), params);
            assertEquals(
                    List.of(),
                    problems(schemaOf(tool, response.statusCode()), Doors.json(response)),
                    () -> tool.name() + " answered " + response.asString());
        }
    }

    @Test
    void aRefusedAssertionIsToldAsTheDocumentSays() {
        Response response = given().formParam("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                .formParam("assertion", "none")
                .post("/api/token");
        assertEquals(401, response.statusCode(), response.asString());
        assertEquals(
                List.of(),
                problems("/components/responses/OAuth/content/application~1json/schema", Doors.json(response)),
                response.asString());
    }

    @Test
    void aCallThatIsNoneIsNoneForTheDocumentToo() {
        for (Map<String, Object> call : List.<Map<String, Object>>of(
                Map.of("tool", "slot_status"),
                Map.of("tool", "nonsense", "params", Map.of()),
                Map.of("tool", "slot_status", "params", Map.of("projectName", "shop", "environment", "nowhere")))) {
            assertTrue(!problems("/components/schemas/Call", Json.tree(call)).isEmpty(), call::toString);
        }
    }

    private static String schemaOf(Tool tool, int status) {
        return status == 200
                ? "/components/schemas/" + tool.name() + ".answer"
                : "/components/responses/" + status + "/content/application~1json/schema";
    }

    private List<String> problems(String place, JsonNode value) {
        ObjectNode wrapper = Json.object().put("$ref", "#" + place);
        wrapper.set("components", document.path("components"));
        wrapper.set("paths", document.path("paths"));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(wrapper);
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static String text() {
        return given().get("/api/openapi.json").asString();
    }
}
