package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.Json;

/** The body of POST /api/tool. */
record ToolCall(String tool, JsonNode params) {

    private static final int LARGEST = 1 << 20;

    /** @throws CodebException INVALID_REQUEST when it is no such body; {@link TooLarge} when it is over 1 MiB */
    static ToolCall read(InputStream body) throws IOException {
        byte[] text = body.readNBytes(LARGEST + 1);
        if (text.length > LARGEST) {
            throw new TooLarge();
        }
        JsonNode call = parsed(text);
        if (!call.isObject()) {
            throw invalid("The body must be a JSON object: {\"tool\": \"…\", \"params\": {…}}.");
        }
        JsonNode tool = call.path("tool");
        if (!tool.isTextual() || tool.textValue().isBlank()) {
            throw invalid("The body names no tool: {\"tool\": \"…\", \"params\": {…}}. GET /api lists all tools.");
        }
        JsonNode params = call.get("params");
        if (params != null && !params.isNull() && !params.isObject()) {
            throw invalid("params must be a JSON object.");
        }
        call.fieldNames().forEachRemaining(name -> {
            if (!name.equals("tool") && !name.equals("params")) {
                throw invalid("The body may have only tool and params. Put the tool's inputs into params.");
            }
        });
        return new ToolCall(tool.textValue(), params);
    }

    /** Checks an {@code Idempotency-Key}; null and blank count as none. */
    static String idempotencyKey(String header) {
        if (header == null || header.isBlank()) {
            return null;
        }
        if (header.length() > 200) {
            throw invalid("Idempotency-Key is longer than 200 characters.");
        }
        return header;
    }

    private static JsonNode parsed(byte[] text) {
        try {
            return Json.read(text);
        } catch (IllegalArgumentException noJson) {
            throw invalid("The body %s.".formatted(noJson.getMessage()));
        }
    }

    private static CodebException invalid(String sentence) {
        return new CodebException(ErrorCode.INVALID_REQUEST, sentence);
    }

    /** The body is over 1 MiB. */
    static final class TooLarge extends RuntimeException {}
}
