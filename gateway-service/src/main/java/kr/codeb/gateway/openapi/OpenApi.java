package kr.codeb.gateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The whole document. */
@Singleton
public class OpenApi {

    private static final String ENDPOINTS = "/openapi/endpoints.json";
    private static final String SCHEMAS = "#/components/schemas/";

    private final ToolCatalog catalog;
    private final String version;

    OpenApi(ToolCatalog catalog, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.catalog = catalog;
        this.version = version;
    }

    public ObjectNode document() {
        ObjectNode document = endpoints();
        document.withObject("/info").put("version", version);
        ObjectNode schemas = document.withObject("/components/schemas");
        catalog.tools().forEach(tool -> describe(tool, schemas));
        schemas.set("Call", calls());
        schemas.set("Answer", answers());
        failures(document);
        return document;
    }

    private static ObjectNode endpoints() {
        try (InputStream text = OpenApi.class.getResourceAsStream(ENDPOINTS)) {
            return (ObjectNode) Json.read(text.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void describe(Tool tool, ObjectNode schemas) {
        ObjectNode call = schemas.putObject(tool.name() + ".call");
        call.put("type", "object").put("title", tool.title()).put("description", tool.says());
        call.put("x-role", tool.role().wire());
        ArrayNode required = call.putArray("required").add("tool");
        ObjectNode properties = call.putObject("properties");
        ArrayNode names = properties.putObject("tool").putArray("enum").add(tool.name());
        tool.alias().ifPresent(names::add);
        ObjectNode params = tool.input().schema();
        if (params.has("required")) {
            required.add("params");
        }
        properties.set("params", params);
        ObjectNode answer = schemas.putObject(tool.name() + ".answer");
        answer.put("title", tool.title());
        answer.putArray("allOf").add(reference("Success")).add(tool.output().schema());
    }

    private ObjectNode calls() {
        ObjectNode calls = Json.object();
        ArrayNode choice = calls.putArray("oneOf");
        ObjectNode discriminator = calls.putObject("discriminator").put("propertyName", "tool");
        ObjectNode mapping = discriminator.putObject("mapping");
        for (Tool tool : catalog.tools()) {
            choice.add(reference(tool.name() + ".call"));
            mapping.put(tool.name(), SCHEMAS + tool.name() + ".call");
            tool.alias().ifPresent(alias -> mapping.put(alias, SCHEMAS + tool.name() + ".call"));
        }
        return calls;
    }

    private ObjectNode answers() {
        ObjectNode answers = Json.object();
        ArrayNode choice = answers.putArray("anyOf");
        catalog.tools().forEach(tool -> choice.add(reference(tool.name() + ".answer")));
        choice.add(reference("Running"));
        return answers;
    }

    /** One response for each status, with the codes that come with it; a tool may answer with each of them. */
    private static void failures(ObjectNode document) {
        ObjectNode responses = document.withObject("/components/responses");
        ObjectNode ofTools = document.withObject("/paths/~1api~1tool/post/responses");
        Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()))
                .forEach((status, codes) -> {
                    String name = String.valueOf(status);
                    responses.set(name, failure(status, codes));
                    ofTools.putObject(name).put("$ref", "#/components/responses/" + name);
                });
    }

    private static ObjectNode failure(int status, List<ErrorCode> codes) {
        ObjectNode response = Json.object();
        response.put("description", codes.stream().map(ErrorCode::name).collect(Collectors.joining(", ")));
        if (status == ErrorCode.RATE_LIMITED.status()) {
            response.withObject("/headers/Retry-After").put("$ref", "#/components/headers/Retry-After");
        }
        ArrayNode both = response.withObject("/content")
                .putObject("application/json")
                .putObject("schema")
                .putArray("allOf");
        ArrayNode names = both.add(reference("Failure"))
                .addObject()
                .put("type", "object")
                .withObject("/properties/code")
                .putArray("enum");
        codes.forEach(code -> names.add(code.name()));
        return response;
    }

    private static ObjectNode reference(String schema) {
        return Json.object().put("$ref", SCHEMAS + schema);
    }
}
