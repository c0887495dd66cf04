package kr.codeb.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.registry.Environment;
import org.junit.jupiter.api.Test;

/** Each operation that began is counted once, in the group of its kind, outcome and duration. */
class TalliesTest {

    private static final Instant START = Instant.parse("2026-01-14T10:00:00Z");

    private final Tallies tallies = new Tallies();

    @Test
    void durationsAreInTheGroupOfTheFirstBoundThatHoldsThem() {
        ended(START, Duration.ofMillis(1000), null);
        ended(START, Duration.ofMillis(1001), null);
        ended(START, Duration.ofHours(1), null);
        OperationFigures.Ended told = tallies.all().getFirst();
        assertEquals(OperationKind.DEPLOY, told.kind());
        assertEquals("OK", told.outcome());
        assertEquals(3, told.count());
        assertEquals(3602.001, told.seconds(), 0.0001);
        assertEquals(List.of(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), told.within());
    }

    @Test
    void failuresAreToldApartByTheirCode() {
        ended(START, Duration.ZERO, ErrorCode.PULL_FAILED);
        ended(START, Duration.ZERO, ErrorCode.UNHEALTHY);
        assertEquals(
                List.of("PULL_FAILED", "UNHEALTHY"),
                tallies.all().stream()
                        .map(OperationFigures.Ended::outcome)
                        .sorted()
                        .toList());
    }

    @Test
    void whatNeverBeganIsNoOperation() {
        ended(null, Duration.ZERO, ErrorCode.OPERATION_IN_PROGRESS);
        assertEquals(List.of(), tallies.all());
    }

    private void ended(Instant started, Duration took, ErrorCode code) {
        tallies.ended(new Operation(
                "op_1",
                OperationKind.DEPLOY,
                "deploy_project",
                "shop",
                Environment.PRODUCTION,
                "ours",
                "key_x",
                "c",
                null,
                null,
                code == null ? OperationState.SUCCEEDED : OperationState.FAILED,
                START,
                started,
                START.plus(took),
                null,
                null,
                null,
                code == null ? null : new ErrorBody(code, "no", null),
                null,
                1,
                4));
    }
}
