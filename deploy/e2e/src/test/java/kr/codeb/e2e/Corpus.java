package kr.codeb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The hostile texts that the gateway's own tests send through every param, kept there. */
final class Corpus {

    private static final Path FOLDER = Path.of("../../gateway-service/src/test/resources/hostile");

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

    private static List<String> of(Path kind) {
        try {
            return Files.readAllLines(kind).stream()
                    .filter(line -> line.startsWith("\"") && line.matches("\"([^\"\\\\]|\\\\.)*\""))
                    .filter(line -> !line.contains("\\x") && !line.equals("\"\\u00\""))
                    .map(line -> Text.json(line).textValue())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
