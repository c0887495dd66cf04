package kr.codeb.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import kr.codeb.gateway.Json;

/** A call and its answer for each tool, as {@code ExamplesE2E} recorded them on real servers. */
final class Examples {

    private static final Path FILE = Path.of("..", "deploy", "e2e", "src", "test", "resources", "examples.json");

    private Examples() {}

    record Example(ObjectNode params, ObjectNode answer) {}

    /** By the names of the tools. */
    static Map<String, Example> all() {
        try {
            Map<String, Example> examples = new TreeMap<>();
            JsonNode recorded = Json.read(Files.readAllBytes(FILE));
            recorded.properties()
                    .forEach(tool -> examples.put(
                            tool.getKey(),
                            new Example((ObjectNode) tool.getValue().get("params"), (ObjectNode)
                                    tool.getValue().get("answer"))));
            return examples;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
