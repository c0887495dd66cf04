package kr.codeb.deployer.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

    @ParameterizedTest
    @CsvSource({
        "10m, 600s",
        "1h, 3600s",
        "1h30m, 5400s",
        "2d, 172800s",
        "90s, 90s",
        "2026-01-14T10:00:00Z, 1768384800",
        "2026-01-14T10:00:00+09:00, 1768352400",
        "2026-01-14T10:00, 1768384800",
        "2026-01-14 10:00:00, 1768384800",
        "2026-01-14, 1768348800",
    })
    void readsWhatPeopleWrite(String text, String docker) {
        assertEquals(docker, Since.of(text).docker());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "10", "10 parsecs", "2026-13-40", "--tail"})
    void refusesTheRestWithExamples(String text) {
        CodebException refused = assertThrows(CodebException.class, () -> Since.of(text));
        assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
        assertTrue(refused.getMessage().contains("10m"), refused.getMessage());
    }

    @Test
    void aLogLineMovesNoTerminalAndIsBounded() {
        assertEquals("red\tplain gnp", LogLine.shown("\u001b[31mred\u001b[0m\tplain\u0007\u0000 \u202egnp\r"));
        assertEquals(
                LogLine.LONGEST + " … [cut]".length(),
                LogLine.shown("a".repeat(16_000)).length());
    }
}
