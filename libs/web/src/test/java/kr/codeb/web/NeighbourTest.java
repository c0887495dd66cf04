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

    /** A call that must not be made twice is made again only when it certainly has not begun. */
    @Test
    void onceIsRepeatedOnlyWhenNothingCanHaveBegun() {
        int[] calls = new int[1];
        assertEquals("done", Neighbour.once(() -> {
            switch (calls[0]++) {
                case 0 -> throw new ProcessingException(new ConnectException("refused"));
                case 1 -> throw new Neighbour.Stops();
                default -> {
                    return "done";
                }
            }
        }));
        assertEquals(3, calls[0]);
        assertThrows(
                ProcessingException.class,
                () -> Neighbour.once(() -> {
                    throw new ProcessingException("the connection was cut while the answer was awaited");
                }));
    }
}
