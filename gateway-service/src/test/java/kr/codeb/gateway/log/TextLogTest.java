package kr.codeb.gateway.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** Unless asked for JSON, the log is text for people. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class TextLogTest {

    @Test
    void aLineIsTextWithTheCorrelationIdInBrackets() {
        String line = LogLine.of("it happened");
        assertTrue(line.matches("[0-9-]{10} [0-9:,]{12} WARN  \\[kr.co.Some] \\[c-17] it happened\\R"), line);
    }
}
