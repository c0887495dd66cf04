package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of the gateway, on which no operation depends; {@link EffectsE2E} kills those that act. */
@ExtendWith(Projects.class)
class CrashE2E {

    @Test
    void theGatewayDiesAndTheSameCallGetsTheAnswerOfTheOneThatWentOn() {
        Project shop = Project.fresh().running("app:v1");
        String key = "gateway-" + Text.randomLetters(8);
        CompletableFuture<Answer> cut = shop.deploy("slow:v1").idempotent(key).later();
        Wait.seconds(1);
        Sandbox.strike("gateway");
        Sandbox.start("gateway");
        assertTrue(cut.isCompletedExceptionally() || cut.isDone(), "the first call was cut");
        Answer answer = shop.deploy("slow:v1").idempotent(key).call().ok();
        assertEquals("v1", answer.text("/version"));
        long deploys = Codeb.owner()
                .get("/api/operations?project=" + shop.name())
                .at("/operations")
                .valueStream()
                .filter(operation -> operation.path("operationId").asText().equals(answer.operationId())
                        || operation.path("id").asText().equals(answer.operationId()))
                .count();
        assertEquals(1, deploys, "the call ran once");
        Agreement.check(shop);
    }
}
