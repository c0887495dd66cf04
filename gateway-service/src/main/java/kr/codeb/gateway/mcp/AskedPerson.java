package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.InitialRequest.Transport;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Consent;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.Watcher;
import kr.codeb.gateway.mcp.Questions.Question;

/** Asks the person behind a call, on the stream of that call, and waits for what they say. */
final class AskedPerson {

    /** Then the answer is a token, with which the call can be made again. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int TELLS_EVERY_SECONDS = 8;

    private final Questions questions;
    private final Tool tool;
    private final RoutingContext context;
    private final McpProgress progress;

    private AskedPerson(Questions questions, Tool tool, RoutingContext context, McpProgress progress) {
        this.questions = questions;
        this.tool = tool;
        this.context = context;
        this.progress = progress;
    }

    /** How the person behind this call can be asked: by a form, when the client shows forms and reads streams. */
    static Consent of(
            Questions questions, Tool tool, ToolArguments arguments, RoutingContext context, McpProgress progress) {
        boolean streams = !McpGate.isPlain(context)
                && arguments.connection().initialRequest().transport() == Transport.STREAMABLE_HTTP;
        return streams && arguments.elicitation().isFormModeSupported()
                ? new Consent.Asked(new AskedPerson(questions, tool, context, progress)::ask)
                : new Consent.Token();
    }

    private Consent.Word ask(Plan plan) {
        Question question = questions.open(McpGate.session(context));
        try {
            progress.tells("Waiting for a person to agree.");
            write(Questions.message(
                    question,
                    "%s: %s\nAn agent wants to do this with CodeB. Shall it?".formatted(tool.title(), plan.told())));
            return await(question);
        } finally {
            questions.close(question);
        }
    }

    private Consent.Word await(Question question) {
        for (int waited = 1; waited <= PATIENCE.toSeconds(); waited++) {
            try {
                return question.answer().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException notYet) {
                progress.listening();
                if (waited % TELLS_EVERY_SECONDS == 0) {
                    progress.tells("Waiting for a person to agree: %d s so far.".formatted(waited));
                }
            } catch (InterruptedException | ExecutionException over) {
                throw new Watcher.GaveUp();
            }
        }
        write(Questions.takenBack(question));
        return Consent.Word.NONE;
    }

    /** The stream is open: something was told on it just before. */
    private void write(ObjectNode message) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            throw new Watcher.GaveUp();
        }
        response.write("event: message\ndata: " + Json.line(message) + "\n\n");
    }
}
