package kr.codeb.gateway.call;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkiverse.mcp.server.test.McpAssured;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.ToolCatalog;
import org.eclipse.microprofile.config.ConfigProvider;

/** Calls a tool through either door. */
public final class Doors {

    private Doors() {}

    public static RequestSpecification as(String key) {
        return given().header("X-API-Key", key).contentType("application/json");
    }

    public static Response plain(String key, String tool, Map<String, Object> params) {
        return checked(tool, as(key).body(body(tool, params)).post("/api/tool"));
    }

    /** No answer that any test gets is other than its tool declares. */
    private static Response checked(String tool, Response response) {
        if (response.asString().startsWith("{")) {
            declared(tool, json(response));
        }
        return response;
    }

    private static void declared(String tool, ObjectNode answer) {
        Arc.container()
                .instance(ToolCatalog.class)
                .get()
                .tool(tool)
                .ifPresent(known ->
                        assertEquals(List.of(), known.output().problems(answer), () -> tool + " answered " + answer));
    }

    public static String body(String tool, Map<String, Object> params) {
        return Json.line(Map.of("tool", tool, "params", params));
    }

    public static ObjectNode json(Response response) {
        return (ObjectNode) Json.read(response.asString().getBytes(StandardCharsets.UTF_8));
    }

    public static McpAssured.McpStreamableTestClient mcp(String key) {
        return McpAssured.newStreamableClient()
                .setAdditionalHeaders(
                        message -> MultiMap.caseInsensitiveMultiMap().add("X-API-Key", key))
                .build()
                .connect();
    }

    public static ToolResponse mcp(McpAssured.McpStreamableTestClient client, String tool, Map<String, Object> params) {
        AtomicReference<ToolResponse> got = new AtomicReference<>();
        client.when().toolsCall(tool, params, got::set).thenAssertResults();
        declared(tool, structured(got.get()));
        return got.get();
    }

    public static ObjectNode structured(ToolResponse response) {
        Object content = response.structuredContent();
        String text = content instanceof JsonObject object ? object.encode() : Json.line(content);
        return (ObjectNode) Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer without what differs from call to call. */
    public static ObjectNode lasting(ObjectNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.remove("correlationId");
        copy.remove("duration");
        copy.remove("operations");
        copy.remove("parts");
        copy.remove("containersAgeMs");
        if (copy.hasNonNull("operationId")) {
            copy.put("operationId", "op");
        }
        return copy;
    }

    /** The last bodies that the gateway sent its neighbours, each with the path before it. */
    public static JsonNode seen() {
        return told("/seen");
    }

    /** The traces that the gateway named to its neighbours, each with the path before it. */
    public static JsonNode traces() {
        return told("/traces");
    }

    /** All that the gateway had its neighbours change so far: for which call, by which tool, of which project. */
    static JsonNode changes() {
        return told("/changes");
    }

    private static JsonNode told(String path) {
        String url = ConfigProvider.getConfig().getValue("test.neighbours.url", String.class);
        return Json.read(given().baseUri(url)
                .port(Integer.parseInt(url.replaceAll(".*:", "")))
                .get(path)
                .asByteArray());
    }
}
