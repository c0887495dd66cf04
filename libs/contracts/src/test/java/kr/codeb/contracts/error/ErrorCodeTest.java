package kr.codeb.contracts.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource(
            names = {
                "HOST_UNREACHABLE",
                "DATABASE_UNAVAILABLE",
                "REDIS_UNAVAILABLE",
                "DNS_UNAVAILABLE",
                "SERVICE_UNAVAILABLE"
            })
    void onlyWhatDoesNotAnswerMayBeBackInAMoment(ErrorCode code) {
        assertTrue(code.isTemporary());
        assertEquals(Blame.UNREACHABLE, code.blame());
    }

    @ParameterizedTest
    @EnumSource(names = {"PORTS_EXHAUSTED", "REDIS_EXHAUSTED", "OPERATION_IN_PROGRESS", "RATE_LIMITED"})
    void whatIsUsedUpIsNoHostThatIsUnreachable(ErrorCode code) {
        assertFalse(code.isTemporary());
        assertEquals(Blame.RESOURCES, code.blame());
        assertTrue(code.retryable());
    }

    @Test
    void theCallersFaultIsSaidByTheStatusToo() {
        for (ErrorCode code : ErrorCode.values()) {
            assertEquals(
                    code.status() >= 400
                            && code.status() < 500
                            && code != ErrorCode.OPERATION_IN_PROGRESS
                            && code != ErrorCode.RATE_LIMITED,
                    code.blame() == Blame.CALLER,
                    code::name);
        }
    }

    /** A call that broke something inside of us would break it again, and its idempotency key tells so. */
    @Test
    void whatBrokeInsideOfUsIsNotTriedAgain() {
        assertFalse(ErrorCode.INTERNAL.retryable());
        assertTrue(ErrorCode.REGISTRY_CORRUPT.retryable());
        assertFalse(ErrorCode.REGISTRY_CORRUPT.isTemporary());
    }
}
