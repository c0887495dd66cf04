package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.ci.TokenExchange.Wanted;

/** The body of POST /api/token, as a form (RFC 7523) or as JSON with the same names. What is none of its params is passed over. */
final class TokenRequest {

    static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    static final String GRANT_TYPE = "grant_type";

    private static final int LARGEST = 256 << 10;
    private static final int MOST_PARAMS = 50;

    private TokenRequest() {}

    /** @throws CodebException INVALID_REQUEST, with {@code details.grant_type} for another grant than ours; INVALID_PARAMS */
    static Wanted read(InputStream body, String contentType) throws IOException {
        byte[] text = body.readNBytes(LARGEST + 1);
        if (text.length > LARGEST) {
            throw invalid("The body is larger than 256 KB.");
        }
        boolean json =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
        Map<String, String> params = json ? fromJson(text) : fromForm(text);
        String grant = must(params, GRANT_TYPE);
        if (!grant.equals(GRANT)) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST,
                    "There is one grant_type here, %s.".formatted(GRANT),
                    Map.of(GRANT_TYPE, Violations.shown(grant)));
        }
        return new Wanted(must(params, "assertion"), params.get("project"), environment(params.get("environment")));
    }

    private static String must(Map<String, String> params, String name) {
        String value = params.get(name);
        if (value == null) {
            throw invalid(
                    "%s is missing. Send a form: grant_type=%s&assertion=… and, if you like, project and environment."
                            .formatted(name, GRANT));
        }
        return value;
    }

    private static Environment environment(String name) {
        try {
            return name == null ? null : Environment.of(name);
        } catch (IllegalArgumentException none) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "environment must be production or staging, not %s.".formatted(Violations.shown(name)));
        }
    }

    private static Map<String, String> fromForm(byte[] body) {
        var params = new LinkedHashMap<String, String>();
        try {
            new QueryStringDecoder(
                            new String(body, StandardCharsets.UTF_8).strip(),
                            StandardCharsets.UTF_8,
                            false,
                            MOST_PARAMS)
                    .parameters()
                    .forEach((name, values) -> {
                        if (values.size() > 1) {
                            throw invalid("%s is given more than once.".formatted(Violations.shown(name)));
                        }
                        put(params, name, values.getFirst());
                    });
        } catch (IllegalArgumentException garbage) {
            throw invalid("The body is no form: grant_type=%s&assertion=….".formatted(GRANT));
        }
        return params;
    }

    private static Map<String, String> fromJson(byte[] body) {
        var params = new LinkedHashMap<String, String>();
        JsonNode read;
        try {
            read = Json.read(body);
        } catch (IllegalArgumentException noJson) {
            throw invalid("The body is not JSON.");
        }
        read.properties()
                .forEach(param -> put(params, param.getKey(), param.getValue().asText("")));
        return params;
    }

    /** An empty one counts as not given, as OAuth has it. */
    private static void put(Map<String, String> params, String name, String value) {
        if (!value.isEmpty()) {
            params.put(name, value);
        }
    }

    private static CodebException invalid(String sentence) {
        return new CodebException(ErrorCode.INVALID_REQUEST, sentence);
    }
}
