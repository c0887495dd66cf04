package kr.codeb.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b7-00",
                "01-" + TRACE + "-00f067aa0ba902b7-01",
                "01-" + TRACE + "-00f067aa0ba902b7-01-what.the.future.brings"
            })
    void aTraceIsFound(String header) {
        assertEquals(TRACE, Correlation.ofTrace(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-" + TRACE + "-00f067aa0ba902b7",
                "00-" + TRACE + "-00f067aa0ba902b7-01-more",
                "00-" + TRACE + "0-00f067aa0ba902b7-01",
                "00-" + TRACE + "-00f067aa0ba902b-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-00f067aa0ba902b7-01",
                " 00-" + TRACE + "-00f067aa0ba902b7-01\n"
            })
    void whatIsNoTraceIsIgnored(String header) {
        assertNull(Correlation.ofTrace(header));
    }

    @Test
    void soIsWhatIsTooLong() {
        assertNull(Correlation.ofTrace("01-" + TRACE + "-00f067aa0ba902b7-01-" + "x".repeat(1024)));
        assertNull(Correlation.ofTrace("0".repeat(1024)));
        assertNull(Correlation.ofTrace(null));
    }

    @Test
    void aTraceGoesOnUnderAnotherNumber() {
        String one = Correlation.traceparent(TRACE).orElseThrow();
        assertEquals(TRACE, Correlation.ofTrace(one));
        assertTrue(one.matches("00-" + TRACE + "-[0-9a-f]{16}-00"), one);
        assertNotEquals(one, Correlation.traceparent(TRACE).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mine",
                "8b0a1936-84df-4e29-8edb-addf7533ab8f",
                "00000000000000000000000000000000",
                "4BF92F3577B34DA6A3CE929D0E0E4736"
            })
    void anotherIdIsNoTrace(String id) {
        assertEquals(Optional.empty(), Correlation.traceparent(id));
    }
}
