package kr.codeb.registry.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.registry.store.Json;

/**
 * A document as text, in the layout of CodeB v7: a project, a port, a slot is one line. Trees that were written are
 * never changed in place, so the text of the parts of a big document that did not change is remembered by identity.
 */
final class Rendering {

    private static final int BIG = 64;
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    private static final DefaultPrettyPrinter.Indenter SPACE = DefaultPrettyPrinter.FixedSpaceIndenter.instance;
    private static final ObjectWriter LINE = Json.MAPPER.writer(
            new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(SPACE).withArrayIndenter(SPACE));
    private static final ObjectWriter ASCII_LINE = LINE.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** A member of an object as text, after a comma and on its own line. The key is kept: a node may stand under two. */
    private record Member(String key, byte[] text) {}

    private final Map<JsonNode, Member> known = new IdentityHashMap<>();

    /** The text in pieces, to be written one after the other. */
    List<byte[]> of(ObjectNode root) {
        var out = new Pieces();
        block(root, 0, out);
        out.add("\n");
        return out.all();
    }

    /** {@code part} is not in the document any more. */
    void forget(JsonNode part) {
        known.remove(part);
    }

    private void block(ObjectNode node, int depth, Pieces out) {
        boolean remember = node.size() > BIG;
        boolean first = true;
        out.add("{");
        for (var member : node.properties()) {
            byte[] text = member(member.getKey(), member.getValue(), depth + 1, remember);
            out.add(first ? Arrays.copyOfRange(text, 1, text.length) : text);
            first = false;
        }
        out.add(first ? "}" : "\n" + "  ".repeat(depth) + "}");
    }

    private byte[] member(String key, JsonNode value, int depth, boolean remember) {
        Member member = known.get(value);
        if (member != null && member.key().equals(key)) {
            return member.text();
        }
        var out = new Pieces();
        out.add(",\n" + "  ".repeat(depth));
        out.add(line(key));
        out.add(": ");
        if (value instanceof ObjectNode object && isBlock(object)) {
            block(object, depth, out);
        } else {
            out.add(line(value));
        }
        byte[] text = out.joined();
        if (value.isObject() && (remember || value.size() > BIG)) {
            known.put(value, new Member(key, text));
        }
        return text;
    }

    private static boolean isBlock(ObjectNode node) {
        for (JsonNode value : node) {
            if (!value.isObject()) {
                return false;
            }
        }
        return !node.isEmpty();
    }

    private static byte[] line(Object value) {
        try {
            return LINE.writeValueAsBytes(value);
        } catch (JsonProcessingException loneSurrogate) {
            return asciiLine(value);
        }
    }

    /** Half a surrogate pair has no UTF-8, only an escape. */
    private static byte[] asciiLine(Object value) {
        try {
            return ASCII_LINE.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
