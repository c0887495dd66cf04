package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import kr.codeb.gateway.catalogue.Answer;

/** A tool's failure where MCP has room for a JSON-RPC error only. */
final class Failures {

    private static final int SERVER_ERROR = -32000;

    private Failures() {}

    static McpException of(Answer answer) {
        int code = switch (answer.failure().status()) {
            case 400 -> JsonRpcErrorCodes.INVALID_PARAMS;
            case 404 -> JsonRpcErrorCodes.RESOURCE_NOT_FOUND;
            default -> SERVER_ERROR;
        };
        return new McpException(
                "%s: %s".formatted(answer.outcome(), answer.body().path("error").asText()), code);
    }
}
