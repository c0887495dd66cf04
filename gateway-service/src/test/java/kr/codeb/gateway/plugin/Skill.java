package kr.codeb.gateway.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A skill of the plugin: what stands between its two lines of dashes, and the text below.
 *
 * @param name of its folder, and so of the command
 */
record Skill(String name, JsonNode front, String text) {

    private static final Pattern PARTS = Pattern.compile("---\n(.*?)\n---\n(.*)", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("([a-z_]+)\\(([A-Za-z, ]*)\\)");
    private static final String PREFIX = "mcp__plugin_we_codeb__";

    /** A tool that it tells to call, and the params that it names. */
    record Call(String tool, List<String> params) {}

    static Skill read(Path folder) {
        try {
            MatchResult parts = PARTS.matcher(Files.readString(folder.resolve("SKILL.md")))
                    .results()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(folder + " has no front matter"));
            return new Skill(
                    folder.getFileName().toString(), new YAMLMapper().readTree(parts.group(1)), parts.group(2));
        } catch (IOException unreadable) {
            throw new AssertionError(folder + " cannot be read", unreadable);
        }
    }

    /** Everything between backticks. */
    List<String> quoted() {
        return QUOTED.matcher(text).results().map(word -> word.group(1)).toList();
    }

    /** {@code `tool(param, param)`}, or {@code `tool`} alone where the name has an underscore. */
    List<Call> calls() {
        return quoted().stream()
                .map(word -> word.matches("[a-z]+(_[a-z]+)+") ? word + "()" : word)
                .flatMap(word -> CALL.matcher(word).results())
                .map(call -> new Call(call.group(1), words(call.group(2))))
                .toList();
    }

    /** Tools that it may call without asking. */
    List<String> unasked() {
        return words(front.path("allowed-tools").asText()).stream()
                .map(tool -> tool.substring(PREFIX.length()))
                .toList();
    }

    private static List<String> words(String list) {
        return list.isBlank() ? List.of() : List.of(list.strip().split(", *"));
    }
}
