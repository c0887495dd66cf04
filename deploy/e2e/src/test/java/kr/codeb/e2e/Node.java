package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Programs of other people: the official MCP client, Node's dotenv, GitHub's workflow parser. Installed by npm. */
final class Node {

    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Node() {}

    /** What dotenv reads of an env file. */
    static Map<String, String> dotenv(String content) {
        try {
            Path file = Files.createTempFile("codeb", ".env");
            Files.writeString(file, content);
            JsonNode read = run("dotenv.mjs", file.toString());
            Files.delete(file);
            Map<String, String> variables = new TreeMap<>();
            read.propertyStream()
                    .forEach(entry ->
                            variables.put(entry.getKey(), entry.getValue().asText()));
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one of the scripts in {@code src/test/node}. @return the JSON it prints */
    static JsonNode run(String script, String... arguments) {
        install();
        String[] words = new String[arguments.length + 2];
        words[0] = "node";
        words[1] = HOME.resolve(script).toString();
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        return Text.json(Shell.run(PATIENCE, words).ok().out());
    }

    private static synchronized void install() {
        try {
            Files.createDirectories(HOME);
            for (Path file : Text.list(SOURCE)) {
                Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.isDirectory(HOME.resolve("node_modules"))) {
            Shell.run(Duration.ofMinutes(3), "npm", "ci", "--no-audit", "--no-fund", "--prefix", HOME.toString())
                    .ok();
        }
    }
}
