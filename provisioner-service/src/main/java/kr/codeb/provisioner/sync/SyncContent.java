package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.provisioner.env.EnvFile;

/**
 * What a call gives: the text of an env file, or variables by name whose values are taken as they are.
 *
 * @param text the env file's text; null when variables were given
 * @param file the same as an env file
 */
record SyncContent(String text, EnvFile file) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    /** What an answer shows in place of a value. One star alone is a value like any other. */
    private static final Pattern MASKED = Pattern.compile("\\*{2,}");

    /**
     * Reads the params that are not written down.
     *
     * @param given null when there are none
     * @throws CodebException ENV_INVALID
     */
    static SyncContent of(JsonNode given) {
        JsonNode text = given == null ? null : given.get("envContent");
        JsonNode variables = given == null ? null : given.get("variables");
        boolean hasText = text != null && !text.isNull();
        boolean hasVariables = variables != null && !variables.isNull();
        if (hasText && hasVariables) {
            throw invalid("Both envContent and variables were given. Send one of them.");
        }
        if (hasText && !text.isTextual()) {
            throw invalid("envContent is no text. Send the env file's text.");
        }
        SyncContent content = hasText
                ? new SyncContent(text.textValue(), EnvFile.parse(text.textValue()))
                : new SyncContent(null, hasVariables ? file(variables) : EnvFile.EMPTY);
        content.refuseMasked();
        return content;
    }

    private static EnvFile file(JsonNode variables) {
        EnvFile file = EnvFile.EMPTY;
        if (!variables.isObject()) {
            throw invalid("variables is no object. Send {\"NAME\": \"value\"}.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        variables.properties().forEach(variable -> {
            if (!NAME.matcher(variable.getKey()).matches()) {
                throw invalid(
                        "%s is no name of a variable. Use letters, digits and _ . -".formatted(variable.getKey()));
            }
            if (!variable.getValue().isTextual()) {
                throw invalid("The value of %s is no text. Put it in quotes.".formatted(variable.getKey()));
            }
            values.put(variable.getKey(), variable.getValue().textValue());
        });
        for (Map.Entry<String, String> variable : values.entrySet()) {
            file = file.with(variable.getKey(), variable.getValue());
        }
        return file;
    }

    /** They came out of a masked answer, and would replace the values that it hides. */
    private void refuseMasked() {
        List<String> masked = file.variables().entrySet().stream()
                .filter(variable -> MASKED.matcher(variable.getValue()).matches())
                .map(Map.Entry::getKey)
                .toList();
        if (!masked.isEmpty()) {
            throw invalid("%s would become a row of stars, which looks like a masked answer sent back. "
                            .formatted(String.join(" and ", masked))
                    + "Send the real value, or leave the variable out (merge = true keeps what is there).");
        }
    }

    boolean isEmpty() {
        return text == null && file.variables().isEmpty();
    }

    /** The file's bytes if it is to be exactly this. */
    byte[] bytes() {
        return text == null ? file.bytes() : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Variables whose unquoted value ended at a {@code #}. */
    List<Warning> cutValues() {
        return file.cutAtComment().stream()
                .map(
                        name -> new Warning(
                                name,
                                "Its value ends at an unquoted #, as dotenv reads it. Put the value in quotes if # belongs to it."))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static CodebException invalid(String sentence) {
        return new CodebException(ErrorCode.ENV_INVALID, sentence);
    }

    @Override
    public String toString() {
        return "SyncContent" + file;
    }
}
