package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.gateway.Json;
import kr.codeb.web.Correlation;

/** A failure as OAuth's clients read it (RFC 6749, 5.2), with our code beside it. */
final class OAuthError {

    private OAuthError() {}

    static ObjectNode of(ErrorBody error) {
        ObjectNode body = Json.object().put("error", word(error)).put("error_description", error.error());
        body.put("success", false).put("code", error.code().name());
        body.set("details", Json.tree(error.details()));
        return body.put("correlationId", Correlation.current());
    }

    private static String word(ErrorBody error) {
        return switch (error.code()) {
            case UNAUTHENTICATED -> "invalid_grant";
            case FORBIDDEN -> "unauthorized_client";
            case RATE_LIMITED, SERVICE_UNAVAILABLE -> "temporarily_unavailable";
            case INTERNAL, REGISTRY_CORRUPT -> "server_error";
            default ->
                error.details().containsKey(TokenRequest.GRANT_TYPE) ? "unsupported_grant_type" : "invalid_request";
        };
    }
}
