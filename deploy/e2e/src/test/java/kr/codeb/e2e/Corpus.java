package kr.codeb.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hostile texts that the gateway's own tests send through every param, kept there. */
final class Corpus {

    private static final Path FOLDER = Path.of("../../gateway-service/src/test/resources/hostile");

    private static final ObjectMapper WHOLE = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Corpus() {}

    /** All texts of all kinds. */
    static List<String> texts() {
        return Text.list(FOLDER).stream().flatMap(file -> of(file).stream()).toList();
    }

    /** Some of each kind: one out of each part of its list. */
    static List<String> sample(int ofEach) {
        return Text.list(FOLDER).stream()
                .map(Corpus::of)
                .flatMap(kind -> IntStream.range(0, Math.min(ofEach, kind.size()))
                        .mapToObj(i -> kind.get(i * kind.size() / Math.min(ofEach, kind.size()))))
                .toList();
    }

    /** Those lines of a file that are a JSON text which a client can send: half a surrogate pair is none. */
    private static List<String> of(Path kind) {
        return Text.of(kind).lines().flatMap(Corpus::text).toList();
    }

    private static Stream<String> text(String line) {
        try {
            JsonNode value = WHOLE.readTree(line);
            return Stream.of(value)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .filter(StandardCharsets.UTF_8.newEncoder()::canEncode);
        } catch (JsonProcessingException none) {
            return Stream.empty();
        }
    }
}
