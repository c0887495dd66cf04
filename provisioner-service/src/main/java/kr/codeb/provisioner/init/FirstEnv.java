package kr.codeb.provisioner.init;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.redis.RedisUrl;

/** The env file that a project begins with. */
record FirstEnv(
        String project,
        String domain,
        String baseDomain,
        int port,
        Optional<DatabaseUrl> database,
        Optional<RedisUrl> redis,
        Instant now) {

    String text() {
        StringBuilder text =
                new StringBuilder("""
                # CodeB v7.0 - Environment Variables
                # Project: %s
                # Domain: %s
                # Generated: %s

                NODE_ENV=production
                PORT=%d
                """.formatted(project, domain, now.truncatedTo(ChronoUnit.SECONDS), port));
        database.ifPresent(url -> text.append("""

                # PostgreSQL (Storage Server: %s)
                DATABASE_URL=%s
                """.formatted(url.host(), url.reveal())));
        redis.ifPresent(url -> text.append("""

                # Redis (Storage Server: %s)
                REDIS_URL=%s
                """.formatted(url.host(), url.reveal())));
        return text.append("""

                # Centrifugo (WebSocket - Streaming Server: ws.%1$s)
                NEXT_PUBLIC_WS_URL=wss://ws.%1$s/connection/websocket
                """.formatted(baseDomain)).toString();
    }

    @Override
    public String toString() {
        return "FirstEnv[" + project + "]";
    }
}
