package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a tool answers with: the schema that clients are shown, and the exact check that tests make with each answer.
 *
 * @param fields the tool's own
 * @param open whether there may be fields that are not declared, such as those of an adopted file
 * @param shortened the list that may be cut to keep an answer readable; null when there is none. The answer then has {@code cut}.
 * @param newestLast whether the list is cut at its beginning
 */
public record Output(List<Field> fields, boolean open, String shortened, boolean newestLast) {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Field SUCCESS = Field.flag("success");
    private static final List<Field> ENVELOPE =
            List.of(SUCCESS, Field.text("operationId").maybe(), Field.text("correlationId"));
    private static final List<Field> FAILURE =
            List.of(Field.text("code"), Field.text("error"), Field.object("details"), Field.anything("steps"));

    private static final List<Field> GOES_ON = List.of(Field.text("state"), Field.anything("steps"));

    static final Output NOTHING = new Output(List.of(), false, null, false);

    /** Steps of an operation, as every long call answers with. */
    public static final Field STEPS = Field.list(
                    "steps",
                    Field.text("name"),
                    Field.text("status"),
                    Field.whole("duration"),
                    Field.text("message").maybe())
            .folded();

    /** Milliseconds that an operation took. */
    public static final Field DURATION = Field.whole("duration");

    /** What every long call answers with is not told with each tool. */
    private static final List<Field> SHARED = List.of(STEPS, DURATION);

    /** What clients are shown. A failure satisfies it, too: no field is asked for, and the catalogue stays short. */
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        Stream<Field> own = fields.stream().filter(field -> !SHARED.contains(field));
        Field.fill(schema, Stream.concat(Stream.of(SUCCESS), own).toList(), false, true);
        return schema;
    }

    /** What is not as declared in an answer; empty when all is well. Exact: each field that is always there, and no other. */
    public List<String> problems(ObjectNode answer) {
        ObjectNode strict = JsonNodeFactory.instance.objectNode().put("type", "object");
        List<Field> own = !answer.path("success").asBoolean() ? FAILURE : goesOn(answer) ? GOES_ON : fields;
        Field.fill(strict, Stream.concat(ENVELOPE.stream(), own.stream()).toList(), true, open);
        return Stream.of(schema(), strict)
                .flatMap(schema -> SCHEMAS.getSchema(schema).validate(answer).stream())
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private boolean goesOn(ObjectNode answer) {
        return answer.path("state").asText().equals("running")
                && fields.stream().noneMatch(field -> field.name().equals("state"));
    }

    /** {@code slot, port, steps[]{name, status}}: for the docs. */
    public String described() {
        return Field.described(fields);
    }

    /** Cuts the list that may be cut until the answer has about so many characters at most, and says so in {@code cut}. */
    public void shorten(ObjectNode answer, int characters) {
        if (shortened == null || !(answer.get(shortened) instanceof ArrayNode list)) {
            return;
        }
        int length = answer.toString().length();
        while (length > characters && !list.isEmpty()) {
            length -= list.remove(newestLast ? 0 : list.size() - 1).toString().length() + 1;
            answer.put("cut", true);
        }
    }
}
