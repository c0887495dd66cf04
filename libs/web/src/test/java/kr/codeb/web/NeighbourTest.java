package kr.codeb.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import org.junit.jupiter.api.Test;

class NeighbourTest {

    @Test
    void aCallIsRepeatedWhileNobodyAnswersAndWhenTheConnectionWasCut() {
        Iterator<RuntimeException> failures = List.of(
                        new ProcessingException(new ConnectException("refused")), new HttpClosedException("closed"))
                .iterator();

        assertEquals("answer", Neighbour.patiently(Duration.ofSeconds(10), () -> {
            if (failures.hasNext()) {
                throw failures.next();
            }
            return "answer";
        }));
    }

    @Test
    void whoStaysAwayIsUnavailable() {
        CodebException told = assertThrows(
                CodebException.class,
                () -> Neighbour.patiently(Duration.ZERO, () -> {
                    throw new HttpClosedException("closed");
                }));

        assertEquals(ErrorCode.SERVICE_UNAVAILABLE, told.code());
    }

    @Test
    void anAnswerIsAnAnswerAlsoWhenItRefuses() {
        CodebException refusal = new CodebException(ErrorCode.FORBIDDEN, "no");

        assertEquals(
                refusal,
                assertThrows(
                        CodebException.class,
                        () -> Neighbour.patiently(Duration.ofSeconds(10), () -> {
                            throw refusal;
                        })));
    }

    @Test
    void aRefusedHoldIsALostOne() {
        assertThrows(
                HoldLost.class,
                () -> Neighbour.changing(() -> {
                    throw new CodebException(ErrorCode.OPERATION_IN_PROGRESS, "somebody else works there");
                }));
    }

    @Test
    void anyOtherRefusalOfAChangeIsTold() {
        CodebException refusal = new CodebException(ErrorCode.SLOT_NOT_DEPLOYED, "no");

        assertSame(
                refusal,
                assertThrows(
                        CodebException.class,
                        () -> Neighbour.changing(() -> {
                            throw refusal;
                        })));
    }
}
