package kr.codeb.gateway.call;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTokensTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final PlanTokens tokens = new PlanTokens(() -> now);

    @Test
    void aTokenIsGoodOnceForItsPlanAndKey() {
        String token = tokens.token("plan", "key_1");
        assertFalse(tokens.use(token, "plan", "key_2"), "another key's");
        assertFalse(tokens.use(token, "other", "key_1"), "another plan's");
        assertTrue(tokens.use(token, "plan", "key_1"));
        assertFalse(tokens.use(token, "plan", "key_1"), "used");
    }

    @Test
    void theFreshTokenForAUsedOneIsGoodInTheSameSecond() {
        String first = tokens.token("plan", "key_1");
        String second = tokens.token("plan", "key_1");
        assertTrue(tokens.use(first, "plan", "key_1"));
        assertTrue(tokens.use(second, "plan", "key_1"));
    }

    @Test
    void itIsGoodForTenMinutes() {
        String early = tokens.token("plan", "key_1");
        now = now.plus(Duration.ofMinutes(1));
        String late = tokens.token("plan", "key_1");
        assertNotEquals(early, late);
        now = now.plus(Duration.ofMinutes(9)).plusSeconds(1);
        assertFalse(tokens.use(early, "plan", "key_1"));
        assertTrue(tokens.use(late, "plan", "key_1"));
    }

    @Test
    void whatSomebodyMadeUpIsNoToken() {
        String token = tokens.token("plan", "key_1");
        String signature = token.substring(token.indexOf('.'));
        for (String made :
                List.of("", ".", "yes", "9999999999", "9999999999" + signature, "-1" + signature, token + "A")) {
            assertFalse(tokens.use(made, "plan", "key_1"), made);
        }
    }
}
