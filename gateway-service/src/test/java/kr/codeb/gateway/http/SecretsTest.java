package kr.codeb.gateway.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Neither keys nor values of variables get into a log, or into an answer that was not asked for them. */
@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class SecretsTest {

    private static final String ADMIN = Keys.ours(Role.ADMIN);
    private static final String SECRET = "open-sesame-7";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(ear);
    }

    @AfterEach
    void stop() {
        Logger.getLogger("").removeHandler(ear);
    }

    @Test
    void secretsDoNotGetIntoAnswersOrLogs() {
        String env = "SHOP=" + SECRET;
        List<Map<String, Object>> syncs = List.of(
                Map.of("projectName", "shop", "envContent", env),
                Map.of("projectName", "shop", "envContent", env, "typo", SECRET),
                Map.of("projectName", "shop", "envContent", List.of(env)),
                Map.of("projectName", "missing", "envContent", env),
                Map.of("projectName", "shop", "envContent", env, "merge", SECRET));
        for (Map<String, Object> params : syncs) {
            String answer = Doors.plain(ADMIN, "env_sync", params).asString();
            assertFalse(answer.contains(SECRET) || answer.contains(ADMIN), answer);
        }
        Doors.plain(ADMIN, "env_get", Map.of("projectName", "shop", "reveal", true));
        Doors.plain("codeb_ours_owner_" + SECRET, "slot_list", Map.of());
        String made = Doors.plain(ADMIN, "token_create", Map.of("name", "ci", "role", "viewer"))
                .path("key");
        assertTrue(lines.stream().anyMatch(line -> line.contains("key=key_ours_admin")), "nothing was heard");
        for (String line : lines) {
            assertFalse(line.contains(SECRET) || line.contains(ADMIN) || line.contains(made), line);
            assertFalse(line.contains("open-sesame"), line);
        }
    }
}
