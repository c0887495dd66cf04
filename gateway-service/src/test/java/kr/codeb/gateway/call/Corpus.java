package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kr.codeb.gateway.Json;

/**
 * What somebody might send who means ill, or errs: a file for each kind, a line for each input, as it stands in the JSON of a call (so
 * that it need not be JSON). A line that begins with {@code @} says how to make what would be too long to write down.
 */
final class Corpus {

    private static final Path FOLDER = Path.of("src/test/resources/hostile");

    private Corpus() {}

    /** @param json raw; it may be none */
    record Input(String kind, int line, String json) {

        Optional<JsonNode> value() {
            try {
                return Optional.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException noJson) {
                return Optional.empty();
            }
        }

        Optional<String> text() {
            return value().filter(TextNode.class::isInstance).map(JsonNode::textValue);
        }

        @Override
        public String toString() {
            return kind + ":" + line;
        }
    }

    static List<Input> all() {
        List<Input> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String kind = file.getFileName().toString().replace(".jsonl", "");
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    inputs.add(new Input(kind, i + 1, made(lines.get(i))));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return inputs;
    }

    private static String made(String line) {
        if (!line.startsWith("@")) {
            return line;
        }
        String[] words = line.split(" ", 3);
        int times = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "@repeat" -> '"' + words[2].repeat(times) + '"';
            case "@items" ->
                "["
                        + String.join(
                                ",",
                                IntStream.range(0, times)
                                        .mapToObj(i -> words[2])
                                        .toList()) + "]";
            case "@fields" ->
                "{"
                        + String.join(
                                ",",
                                IntStream.range(0, times)
                                        .mapToObj("\"F%d\":\"x\""::formatted)
                                        .toList()) + "}";
            case "@nest" -> nested(words[2], times);
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static String nested(String open, int times) {
        String begin = open.replace("{", "{\"a\":");
        String end =
                new StringBuilder(open).reverse().toString().replace('[', ']').replace('{', '}');
        return begin.repeat(times) + "1" + end.repeat(times);
    }
}
