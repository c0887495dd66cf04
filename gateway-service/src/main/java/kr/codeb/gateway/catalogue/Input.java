package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All inputs of a tool: its JSON schema, built once, and the check against it. */
public final class Input {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig RULES = SchemaValidatorsConfig.builder()
            .regularExpressionFactory(EcmaPattern::new)
            .build();

    private final List<Param> params;
    private final ObjectNode schema;
    private final JsonSchema check;

    public Input(List<Param> params) {
        this.params = List.copyOf(params);
        this.schema = describe(params.stream().filter(Param::listed).toList());
        this.check = SCHEMAS.getSchema(describe(params), RULES);
    }

    /** What is wrong with one param, in a sentence. */
    public record Violation(String param, String message) {}

    public List<Param> params() {
        return params;
    }

    /** JSON schema 2020-12, as callers are shown it. */
    public ObjectNode schema() {
        return schema.deepCopy();
    }

    public Optional<Param> param(String name) {
        return params.stream().filter(param -> param.name().equals(name)).findFirst();
    }

    /**
     * The given params without what says nothing: null means not given; a text that can only mean the number or the
     * true or false that is asked for becomes it.
     */
    public ObjectNode normal(ObjectNode given) {
        ObjectNode normal = given.deepCopy();
        normal.properties().removeIf(param -> param.getValue().isNull());
        for (Param param : params) {
            if (normal.get(param.name()) instanceof TextNode text) {
                normal.set(param.name(), meant(text, param.schema().path("type").asText()));
            }
        }
        return normal;
    }

    private static JsonNode meant(TextNode text, String type) {
        String value = text.textValue();
        if (type.equals("integer") && value.matches("-?[0-9]{1,9}")) {
            return IntNode.valueOf(Integer.parseInt(value));
        }
        if (type.equals("boolean") && (value.equals("true") || value.equals("false"))) {
            return BooleanNode.valueOf(Boolean.parseBoolean(value));
        }
        return text;
    }

    /** Everything that is wrong, in the order of the params; empty when all is well. */
    public List<Violation> violations(ObjectNode given) {
        Map<String, Violation> found = new LinkedHashMap<>();
        check.validate(given).stream()
                .map(message -> Violations.of(message, given, this))
                .forEach(violation -> found.putIfAbsent(violation.param(), violation));
        for (Param param : params) {
            JsonNode value = given.get(param.name());
            if (value != null
                    && !found.containsKey(param.name())
                    && !param.also().test(value)) {
                found.put(param.name(), new Violation(param.name(), Violations.broken(param, value)));
            }
        }
        List<String> order = names();
        List<Violation> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparingInt(violation -> Math.floorMod(order.indexOf(violation.param()), 1000)));
        return sorted;
    }

    /** The given params, and the defaults of the others. */
    public ObjectNode complete(ObjectNode given) {
        ObjectNode complete = JsonNodeFactory.instance.objectNode();
        for (Param param : params) {
            JsonNode value = given.get(param.name());
            if (value != null || param.fallback() != null) {
                complete.set(param.name(), value != null ? value : param.fallback());
            }
        }
        return complete;
    }

    /** Those of the params that may not be written down; null when there are none. */
    public ObjectNode secretsOf(ObjectNode given) {
        ObjectNode secrets = only(given, Param::secret);
        return secrets.isEmpty() ? null : secrets;
    }

    /** What may be written down: all but the secrets, also what a tool has added itself. */
    public ObjectNode openOf(ObjectNode given) {
        ObjectNode open = given.deepCopy();
        params.stream().filter(Param::secret).map(Param::name).forEach(open::remove);
        return open;
    }

    List<String> names() {
        return params.stream().filter(Param::listed).map(Param::name).toList();
    }

    private ObjectNode only(ObjectNode given, Predicate<Param> wanted) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        params.stream()
                .filter(wanted)
                .filter(param -> given.has(param.name()))
                .forEach(param -> some.set(param.name(), given.get(param.name())));
        return some;
    }

    private static ObjectNode describe(List<Param> params) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        params.forEach(param -> properties.set(param.name(), param.schema()));
        params.stream()
                .filter(Param::required)
                .forEach(param -> schema.withArray("required").add(param.name()));
        return schema.put("additionalProperties", false);
    }
}
