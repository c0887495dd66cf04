package kr.codeb.gateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Consent.Word;

/**
 * Questions to the people behind MCP clients. Each has an id that nobody can guess, and is answered in the session in which it was
 * asked: the library numbers its own ones, and takes their answers from whoever knows the number.
 */
@Singleton
class Questions {

    private static final String AGREED = "agreed";

    private final Map<String, Question> open = new ConcurrentHashMap<>();

    /** @param session in which it was asked @param answer what the person says */
    record Question(String id, String session, CompletableFuture<Word> answer) {}

    Question open(String session) {
        Question question = new Question("codeb-" + UUID.randomUUID(), session, new CompletableFuture<>());
        open.put(question.id, question);
        return question;
    }

    void close(Question question) {
        open.remove(question.id);
    }

    /** The request that shows the question to the person. */
    static ObjectNode message(Question question, String sentence) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", question.id);
        ObjectNode params =
                message.put("method", "elicitation/create").putObject("params").put("message", sentence);
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        schema.putObject("properties")
                .putObject(AGREED)
                .put("type", "boolean")
                .put("title", "Yes, do it")
                .put("default", false);
        schema.putArray("required").add(AGREED);
        return message;
    }

    /** Tells the client that nobody waits for the answer any more. */
    static ObjectNode takenBack(Question question) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", "notifications/cancelled");
        message.putObject("params").put("requestId", question.id).put("reason", "The call has ended.");
        return message;
    }

    /** Takes what a client sent. @return whether it was an answer to an open question of this session */
    boolean answered(String session, JsonNode message) {
        Question question = open.get(message.path("id").asText());
        if (question == null || !question.session.equals(session) || message.has("method")) {
            return false;
        }
        JsonNode result = message.path("result");
        boolean yes = result.path("action").asText().equals("accept")
                && result.path("content").path(AGREED).asBoolean();
        // A client that fails at asking has asked nobody.
        question.answer.complete(message.has("error") ? Word.NONE : yes ? Word.YES : Word.NO);
        return true;
    }
}
