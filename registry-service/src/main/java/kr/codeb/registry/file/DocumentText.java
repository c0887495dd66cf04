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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import kr.codeb.registry.store.Json;

/**
 * A document as text, in the layout of CodeB v7: a project, a port, a slot is one line. Trees that were written are never
 * changed in place, so the lines of those members that are the same node as last time are taken over: with 10,000
 * projects this is most of a change's time.
 */
final class DocumentText {

    /** Members of an object from which on their lines are worth remembering. */
    private static final int MANY = 64;

    private static final int PIECE = 64 * 1024;

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    private static final DefaultPrettyPrinter.Indenter SPACE = DefaultPrettyPrinter.FixedSpaceIndenter.instance;
    private static final ObjectWriter LINE = Json.MAPPER.writer(
            new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(SPACE).withArrayIndenter(SPACE));
    private static final ObjectWriter ASCII_LINE = LINE.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** A member's line. The key is kept: a node may stand under two. */
    private record Line(String key, byte[] text) {}

    private final Map<JsonNode, Line> lines = new IdentityHashMap<>();
    private int members;
    private List<byte[]> done;
    private ByteArrayOutputStream out;

    /** The text in pieces, to be written one after the other: megabytes in one array would be copied again and again. */
    List<byte[]> of(ObjectNode root) {
        if (lines.size() > 2 * members) {
            // Most are of nodes that are in the document no more.
            lines.clear();
        }
        members = 0;
        done = new ArrayList<>();
        out = new ByteArrayOutputStream();
        block(root, 0);
        out.write('\n');
        done.add(out.toByteArray());
        return done;
    }

    /** Whether it took or would take lines over. */
    boolean remembers() {
        return !lines.isEmpty();
    }

    private void block(ObjectNode node, int depth) {
        byte[] begin = ascii("\n" + "  ".repeat(depth + 1));
        boolean remember = node.size() > MANY;
        boolean first = true;
        out.write('{');
        for (var member : node.properties()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(begin);
            if (member.getValue() instanceof ObjectNode object && isBlock(object)) {
                out.writeBytes(text(member.getKey()));
                out.writeBytes(ascii(": "));
                block(object, depth + 1);
            } else {
                out.writeBytes(remember ? remembered(member) : line(member));
            }
            if (out.size() >= PIECE) {
                done.add(out.toByteArray());
                out.reset();
            }
        }
        if (!first) {
            out.writeBytes(ascii("\n" + "  ".repeat(depth)));
        }
        out.write('}');
    }

    private byte[] remembered(Map.Entry<String, JsonNode> member) {
        members++;
        Line line = lines.get(member.getValue());
        if (line == null || !line.key().equals(member.getKey())) {
            line = new Line(member.getKey(), line(member));
            lines.put(member.getValue(), line);
        }
        return line.text();
    }

    private static byte[] line(Map.Entry<String, JsonNode> member) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(text(member.getKey()));
        out.writeBytes(ascii(": "));
        out.writeBytes(text(member.getValue()));
        return out.toByteArray();
    }

    /** Whether each member gets a line of its own: all of them are objects. */
    private static boolean isBlock(ObjectNode node) {
        for (JsonNode value : node) {
            if (!value.isObject()) {
                return false;
            }
        }
        return !node.isEmpty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] text(Object value) {
        try {
            return LINE.writeValueAsBytes(value);
        } catch (JsonProcessingException loneSurrogate) {
            return asciiText(value);
        }
    }

    /** Half a surrogate pair has no UTF-8, only an escape. */
    private static byte[] asciiText(Object value) {
        try {
            return ASCII_LINE.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
