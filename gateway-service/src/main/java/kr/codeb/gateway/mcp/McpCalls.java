package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.call.ToolInvoker;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.settings.GatewayConfig;
import kr.codeb.web.Correlation;

/** Calls tools for whoever sent the request at the MCP door, within their limit. */
@Singleton
class McpCalls {

    /** About 10,000 tokens. */
    private static final int READABLE = 36_000;

    private final ToolInvoker invoker;
    private final RateLimit rateLimit;
    private final CurrentVertxRequest current;
    private final Duration patience;

    McpCalls(ToolInvoker invoker, RateLimit rateLimit, CurrentVertxRequest current, GatewayConfig config) {
        this.invoker = invoker;
        this.rateLimit = rateLimit;
        this.current = current;
        this.patience = Duration.ofSeconds(config.answerSeconds());
    }

    /** The request that is being answered. */
    RoutingContext request() {
        return current.getCurrent();
    }

    /**
     * Calls a tool and waits for its answer, which is short enough to be read.
     *
     * @throws Watcher.GaveUp when nobody waits any more
     */
    Answer call(Tool tool, JsonNode params, Consent consent, Watcher watcher) {
        String correlationId = Correlation.take(request().request().getHeader(Correlation.HEADER));
        Answer answer;
        try {
            Caller caller = Caller.of(request());
            rateLimit.take(caller).check();
            Request request = new Request(tool.name(), params, caller, consent, null, correlationId);
            answer = invoker.invoke(request, watcher, patience);
        } catch (CodebException refused) {
            answer = Answer.failure(refused.body(), correlationId);
        }
        tool.output().shorten(answer.body(), READABLE);
        return answer;
    }

    /** Calls a tool that only reads. */
    Answer read(Tool tool, JsonNode params) {
        return call(tool, params, new Consent.Token(), Watcher.NONE);
    }

    /** An answer in words. */
    static String told(Tool tool, JsonNode params, Answer answer) {
        ObjectNode complete = params instanceof ObjectNode given ? tool.input().complete(given) : Json.object();
        return Sentences.of(tool, complete, answer);
    }
}
