package kr.codeb.gateway.tools.delete;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Confirmations confirmations = new Confirmations(() -> now);

    @Test
    void aTokenIsGoodOnceForItsPlanAndKey() {
        String token = confirmations.token("plan", "key_1");
        assertFalse(confirmations.use(token, "plan", "key_2"), "another key's");
        assertFalse(confirmations.use(token, "other", "key_1"), "another plan's");
        assertTrue(confirmations.use(token, "plan", "key_1"));
        assertFalse(confirmations.use(token, "plan", "key_1"), "used");
    }

    @Test
    void theFreshTokenForAUsedOneIsGoodInTheSameSecond() {
        String first = confirmations.token("plan", "key_1");
        String second = confirmations.token("plan", "key_1");
        assertTrue(confirmations.use(first, "plan", "key_1"));
        assertTrue(confirmations.use(second, "plan", "key_1"));
    }

    @Test
    void itIsGoodForTenMinutes() {
        String early = confirmations.token("plan", "key_1");
        now = now.plus(Duration.ofMinutes(1));
        String late = confirmations.token("plan", "key_1");
        assertNotEquals(early, late);
        now = now.plus(Duration.ofMinutes(9)).plusSeconds(1);
        assertFalse(confirmations.use(early, "plan", "key_1"));
        assertTrue(confirmations.use(late, "plan", "key_1"));
    }

    @Test
    void whatSomebodyMadeUpIsNoToken() {
        String token = confirmations.token("plan", "key_1");
        String signature = token.substring(token.indexOf('.'));
        for (String made :
                List.of("", ".", "yes", "9999999999", "9999999999" + signature, "-1" + signature, token + "A")) {
            assertFalse(confirmations.use(made, "plan", "key_1"), made);
        }
    }
}
