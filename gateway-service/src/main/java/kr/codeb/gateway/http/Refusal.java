package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.web.Correlation;

/** Turns a request away before it reaches a door, in the form that callers of that door read. */
public final class Refusal {

    /** JSON-RPC: no valid request. */
    public static final int INVALID_REQUEST = -32600;

    /** JSON-RPC: for what HTTP alone has a name. */
    private static final int SERVER_ERROR = -32000;

    private Refusal() {}

    /** Our own error body; at the MCP door a JSON-RPC error that has our fields, too. */
    static void send(RoutingContext request, int status, ErrorBody error) {
        HttpServerResponse response = request.response();
        if (error.code() == ErrorCode.UNAUTHENTICATED) {
            // A scheme of our own: Bearer makes MCP clients look for an OAuth server.
            response.putHeader("WWW-Authenticate", "ApiKey realm=\"CodeB\", header=\"X-API-Key\"");
        }
        if (error.details().get("retryAfter") instanceof Number seconds) {
            response.putHeader("Retry-After", seconds.toString());
        }
        ObjectNode ours = Answer.failure(error, Correlation.current()).body();
        boolean mcp = isMcp(request.normalizedPath());
        end(response, status, mcp ? jsonRpc(null, SERVER_ERROR, error.error(), ours) : ours);
    }

    static void send(RoutingContext request, int status, String sentence) {
        send(request, status, new ErrorBody(ErrorCode.INVALID_REQUEST, sentence, null));
    }

    /** A JSON-RPC error. @param id of the message it answers; null when that cannot be told */
    public static void sendJsonRpc(RoutingContext request, int status, JsonNode id, int code, String message) {
        end(request.response(), status, jsonRpc(id, code, message, null));
    }

    public static boolean isMcp(String path) {
        return path.equals("/mcp") || path.startsWith("/mcp/");
    }

    private static ObjectNode jsonRpc(JsonNode id, int code, String message, ObjectNode data) {
        ObjectNode body = Json.object().put("jsonrpc", "2.0");
        body.set("id", id);
        ObjectNode error = body.putObject("error").put("code", code).put("message", message);
        if (data != null) {
            error.set("data", data);
            data.properties().stream()
                    .filter(field -> !body.has(field.getKey()))
                    .forEach(field -> body.set(field.getKey(), field.getValue()));
        }
        return body;
    }

    private static void end(HttpServerResponse response, int status, ObjectNode body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", "application/json");
            response.end(Json.line(body));
        }
    }
}
