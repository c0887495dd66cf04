package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.ci.TokenExchange;
import kr.codeb.web.Correlation;

/** Keys for workflows that have no stored one: POST /api/token, in OAuth's words (RFC 6749, RFC 7523). */
@Path(TokenResource.PATH)
public class TokenResource {

    static final String PATH = "/api/token";

    private final TokenExchange exchange;

    TokenResource(TokenExchange exchange) {
        this.exchange = exchange;
    }

    @POST
    @RunOnVirtualThread
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode exchange(
            RoutingContext context,
            InputStream body,
            @HeaderParam("Content-Type") String contentType,
            @HeaderParam(Correlation.HEADER) String correlationId)
            throws IOException {
        Correlation.take(correlationId);
        CreatedKey made = exchange.exchange(TokenRequest.read(body, contentType), Address.of(context.request()));
        return told(made);
    }

    private static ObjectNode told(CreatedKey made) {
        ApiKey about = made.about();
        ObjectNode answer = Json.object().put("access_token", made.key()).put("token_type", "Bearer");
        answer.put(
                "expires_in", Duration.between(Instant.now(), about.expiresAt()).toSeconds());
        answer.put("scope", String.join(" ", about.tools()));
        answer.put("project", about.projects().getFirst());
        answer.set("environments", Json.tree(about.environments()));
        return answer.put("tokenId", made.id()).put("correlationId", Correlation.current());
    }
}
