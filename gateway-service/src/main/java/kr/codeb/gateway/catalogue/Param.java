package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.codeb.contracts.key.Role;

/**
 * One input of a tool: a piece of JSON schema, and the words for people.
 *
 * @param rule what a value must be, as the end of the sentence "image must be …"
 * @param also what the schema cannot say; asked only about values that the schema accepts
 * @param advice what to say of a certain wrong value beside the rule; null when there is nothing more to say
 * @param secret whether the value may never be written down
 * @param listed whether callers are shown it
 * @param raises the role that a {@code true} here needs, or any value of one that is no flag; null: none beyond the tool's own
 */
public record Param(
        String name,
        ObjectNode schema,
        String rule,
        boolean required,
        Predicate<JsonNode> also,
        Function<JsonNode, String> advice,
        boolean secret,
        boolean listed,
        Role raises) {

    /** What every tool takes that changes something. It is taken out of the params: it is no input of the tool. */
    public static final Param IDEMPOTENCY_KEY = text("idempotencyKey", "Sent again with it, runs once in 24 h.", 200)
            .checked("^[\\x20-\\x7e]+$", "a text of 1 to 200 printable ASCII characters");

    /** What a tool takes that a person has to agree to. The door takes it out of the params: it is no input of the tool. */
    public static final Param CONFIRM = text("confirm", "The plan's token.", 200)
            .selfEvident()
            .ruled("the token in details.confirm of the refused call")
            .hidden();

    private static Param of(String name, String type, String says, String rule) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", type).put("description", says);
        return new Param(name, schema, rule, false, value -> true, value -> null, false, true, null);
    }

    /** A text of at most {@code longest} characters. */
    public static Param text(String name, String says, int longest) {
        return of(name, "string", says, "a text of at most %d characters".formatted(longest))
                .with(schema -> schema.put("maxLength", longest));
    }

    public static Param flag(String name, String says) {
        return of(name, "boolean", says, "true or false");
    }

    public static Param whole(String name, String says, int lowest, int highest) {
        return of(name, "integer", says, "a whole number from %d to %d".formatted(lowest, highest))
                .with(schema -> schema.put("minimum", lowest).put("maximum", highest));
    }

    /** A list of texts. */
    public static Param texts(String name, String says, int most) {
        return of(name, "array", says, "a list of at most %d texts".formatted(most))
                .with(schema -> {
                    schema.put("maxItems", most).putObject("items").put("type", "string");
                });
    }

    /** An object whose values are texts. */
    public static Param textByName(String name, String says) {
        return of(name, "object", says, "an object whose values are texts")
                .with(schema -> schema.putObject("additionalProperties").put("type", "string"));
    }

    public static Param choice(String name, String says, String... values) {
        return of(name, "string", says, "one of " + String.join(", ", values)).with(schema -> {
            for (String value : values) {
                schema.withArray("enum").add(value);
            }
        });
    }

    /** @param pattern a regular expression from {@code ^} to {@code $} that ECMAScript and Java read alike */
    public Param matching(String pattern, String rule) {
        return with(schema -> schema.put("pattern", pattern)).ruled(rule);
    }

    /** As {@link #matching}, but the pattern is too long to be shown to callers. */
    public Param checked(String pattern, String rule) {
        EcmaPattern whole = new EcmaPattern(pattern);
        return and(value -> whole.matches(value.asText())).ruled(rule);
    }

    /** The same under another name. */
    public Param named(String other) {
        return new Param(other, schema, rule, required, also, advice, secret, listed, raises);
    }

    public Param ruled(String rule) {
        return new Param(name, schema, rule, required, also, advice, secret, listed, raises);
    }

    public Param and(Predicate<JsonNode> also) {
        return new Param(name, schema, rule, required, also, advice, secret, listed, raises);
    }

    /** What to say of certain wrong values beside the rule: a sentence, or null. */
    public Param advising(Function<JsonNode, String> advice) {
        return new Param(name, schema, rule, required, also, advice, secret, listed, raises);
    }

    /** Taken, but shown to nobody: a form from before. */
    public Param unlisted() {
        return new Param(name, schema, rule, required, also, advice, secret, false, raises);
    }

    /** The same without words of its own: its name says it, and the list of tools has to stay short. */
    public Param selfEvident() {
        return with(schema -> schema.remove("description"));
    }

    public Param must() {
        return new Param(name, schema, rule, true, also, advice, secret, listed, raises);
    }

    public Param hidden() {
        return new Param(name, schema, rule, required, also, advice, true, listed, raises);
    }

    public Param raising(Role role) {
        return new Param(name, schema, rule, required, also, advice, secret, listed, role);
    }

    public Param orElse(String value) {
        return with(schema -> schema.put("default", value));
    }

    public Param orElse(int value) {
        return with(schema -> schema.put("default", value));
    }

    public Param orElse(boolean value) {
        return with(schema -> schema.put("default", value));
    }

    /** The same; not given means nothing. */
    public Param withoutDefault() {
        return with(schema -> schema.remove("default"));
    }

    /** The same with a change to a copy of its schema. */
    public Param with(Consumer<ObjectNode> change) {
        ObjectNode copy = schema.deepCopy();
        change.accept(copy);
        return new Param(name, copy, rule, required, also, advice, secret, listed, raises);
    }

    /** Whether a call with these params needs {@link #raises}. */
    public boolean isRaisedBy(JsonNode params) {
        JsonNode value = params.path(name);
        return raises != null && (value.isBoolean() || value.isTextual() ? value.asBoolean() : value.isContainerNode());
    }

    /** The value that stands when none is given; null when there is none. */
    public JsonNode fallback() {
        return schema.get("default");
    }

    public String says() {
        return schema.path("description").asText();
    }
}
