package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One field of a tool's answer: its name, and what its value is.
 *
 * @param always whether each answer has it; otherwise it may be null or absent
 */
public record Field(String name, Type type, boolean always) {

    /** What a value is. */
    public sealed interface Type {

        record Simple(String json) implements Type {}

        /**
         * @param open whether there may be others
         * @param folded whether clients are shown no more than that it is an object: a catalogue has to stay short
         */
        record Structure(List<Field> fields, boolean open, boolean folded) implements Type {}

        record Many(Type element) implements Type {}

        /** Names that are not known beforehand, each with a value of this type. */
        record Table(Type value) implements Type {}

        /** Anything. */
        record Any() implements Type {}
    }

    private static final Type TEXT = new Type.Simple("string");

    public static Field text(String name) {
        return new Field(name, TEXT, true);
    }

    public static Field whole(String name) {
        return new Field(name, new Type.Simple("integer"), true);
    }

    public static Field flag(String name) {
        return new Field(name, new Type.Simple("boolean"), true);
    }

    public static Field object(String name, Field... fields) {
        return new Field(name, new Type.Structure(List.of(fields), fields.length == 0, false), true);
    }

    public static Field list(String name, Field... elements) {
        return new Field(name, new Type.Many(new Type.Structure(List.of(elements), false, false)), true);
    }

    public static Field texts(String name) {
        return new Field(name, new Type.Many(TEXT), true);
    }

    /** Names that are not known beforehand, each with a text. */
    public static Field textByName(String name) {
        return new Field(name, new Type.Table(TEXT), true);
    }

    /** Names that are not known beforehand, each with an object of these fields. */
    public static Field table(String name, Field... fields) {
        return new Field(name, new Type.Table(new Type.Structure(List.of(fields), false, false)), true);
    }

    public static Field anything(String name) {
        return new Field(name, new Type.Any(), true);
    }

    /** The same, in some answers only. */
    public Field maybe() {
        return new Field(name, type, false);
    }

    /** The same, an object that may hold more. */
    public Field andMore() {
        Type.Structure structure = (Type.Structure) type;
        return new Field(name, new Type.Structure(structure.fields, true, structure.folded), always);
    }

    /** The same, of whose structure clients are shown nothing. */
    public Field folded() {
        return new Field(name, folded(type), always);
    }

    private static Type folded(Type type) {
        return switch (type) {
            case Type.Structure(var fields, var open, var folded) -> new Type.Structure(fields, open, true);
            case Type.Many(var element) -> new Type.Many(folded(element));
            default -> type;
        };
    }

    /** {@code ports{blue, green}}, {@code steps[]}. */
    String described() {
        return name + described(type);
    }

    private static String described(Type type) {
        return switch (type) {
            case Type.Structure(var fields, var open, var folded) -> "{" + described(fields) + "}";
            case Type.Many(var element) -> "[]" + (element instanceof Type.Simple ? "" : described(element));
            case Type.Table(Type.Structure row) -> "{NAME: " + described(row) + "}";
            case Type.Table table -> "{NAME: value}";
            case Type.Simple simple -> "";
            case Type.Any any -> "";
        };
    }

    static String described(List<Field> fields) {
        return String.join(", ", fields.stream().map(Field::described).toList());
    }

    /** @param strict whether exactly the declared fields are asked for, at every depth */
    ObjectNode schema(boolean strict) {
        // A catalogue has to stay short: of what may be missing clients are shown the name.
        return strict || always ? schema(type, always, strict) : JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode schema(Type type, boolean always, boolean strict) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (type) {
            case Type.Any any -> {}
            case Type.Simple(var json) -> named(schema, json, always);
            case Type.Structure(var fields, var open, var folded) -> {
                named(schema, "object", always);
                if (strict || !folded) {
                    fill(schema, fields, strict, open);
                }
            }
            case Type.Many(var element) -> {
                named(schema, "array", always);
                if (strict || !isSilent(element)) {
                    schema.set("items", schema(element, true, strict));
                }
            }
            case Type.Table(var value) ->
                named(schema, "object", always).set("additionalProperties", schema(value, true, strict));
        }
        return schema;
    }

    /** Whether clients are shown nothing of the elements of a list: a catalogue has to stay short. */
    private static boolean isSilent(Type element) {
        return switch (element) {
            case Type.Simple simple -> true;
            case Type.Structure(var fields, var open, var folded) -> folded;
            default -> false;
        };
    }

    private static ObjectNode named(ObjectNode schema, String json, boolean always) {
        if (always) {
            return schema.put("type", json);
        }
        schema.putArray("type").add(json).add("null");
        return schema;
    }

    /** Adds the fields to the schema of what holds them. */
    static void fill(ObjectNode schema, List<Field> fields, boolean strict, boolean open) {
        if (fields.isEmpty()) {
            return;
        }
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name, field.schema(strict)));
        if (strict) {
            fields.stream()
                    .filter(Field::always)
                    .forEach(field -> schema.withArray("required").add(field.name));
        }
        if (strict && !open) {
            schema.put("additionalProperties", false);
        }
    }
}
