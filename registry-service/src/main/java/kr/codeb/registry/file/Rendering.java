package kr.codeb.registry.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;

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

    private final Map<JsonNode, byte[]> known = new IdentityHashMap<>();
    private int lastSize = 256;

    byte[] of(ObjectNode root) {
        var out = new ByteArrayOutputStream(lastSize + 1024);
        block(root, 0, out);
        out.write('\n');
        lastSize = out.size();
        return out.toByteArray();
    }

    /** {@code part} is not in the document any more. */
    void forget(JsonNode part) {
        known.remove(part);
    }

    private void block(ObjectNode node, int depth, ByteArrayOutputStream out) {
        boolean remember = node.size() > BIG;
        String separator = "{\n";
        for (var member : node.properties()) {
            put(separator, out);
            put("  ".repeat(depth + 1), out);
            out.writeBytes(line(member.getKey()));
            put(": ", out);
            value(member.getValue(), depth + 1, remember, out);
            separator = ",\n";
        }
        put(node.isEmpty() ? "{}" : "\n" + "  ".repeat(depth) + "}", out);
    }

    private void value(JsonNode value, int depth, boolean remember, ByteArrayOutputStream out) {
        byte[] text = known.get(value);
        if (text == null) {
            text = value instanceof ObjectNode object && isBlock(object) ? block(object, depth) : line(value);
            if (remember || value.size() > BIG) {
                known.put(value, text);
            }
        }
        out.writeBytes(text);
    }

    private byte[] block(ObjectNode node, int depth) {
        var out = new ByteArrayOutputStream();
        block(node, depth, out);
        return out.toByteArray();
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

    private static void put(String text, ByteArrayOutputStream out) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
