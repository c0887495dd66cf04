package kr.codeb.gateway.mcp;

import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import kr.codeb.web.life.Drainable;

/**
 * Whose key each MCP session belongs to: no other key may use or end it. A key has only so many; the one it used longest ago ends
 * when it opens one more.
 */
@Singleton
class McpSessions implements Drainable {

    static final int MOST_OF_A_KEY = 50;
    static final int MOST = 2_000;

    private final ConnectionManager connections;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    McpSessions(ConnectionManager connections) {
        this.connections = connections;
    }

    private static final class Session {

        private final String id;
        private final String keyId;
        private volatile long usedAt = System.nanoTime();
        private volatile HttpServerResponse stream;

        private Session(String id, String keyId) {
            this.id = id;
            this.keyId = keyId;
        }
    }

    /** A session that was opened with this key. */
    void opened(String id, String keyId) {
        forgetEnded();
        makeRoom(session -> session.keyId.equals(keyId), MOST_OF_A_KEY);
        makeRoom(session -> true, MOST);
        sessions.put(id, new Session(id, keyId));
    }

    /** Whether there is a session of this id, and it belongs to this key. */
    boolean isOf(String id, String keyId) {
        Session session = sessions.get(id);
        if (session == null || !session.keyId.equals(keyId)) {
            return false;
        }
        if (!connections.has(id)) {
            forget(session);
            return false;
        }
        session.usedAt = System.nanoTime();
        return true;
    }

    /** A connection of the old transport, whose id nobody is told but the one who opened it: it belongs to the first who uses it. */
    boolean adopt(String id, String keyId) {
        if (connections.has(id) && !sessions.containsKey(id)) {
            opened(id, keyId);
        }
        return isOf(id, keyId);
    }

    /** The stream on which the client listens; it takes the place of one before. */
    void listens(String id, HttpServerResponse stream) {
        Session session = sessions.get(id);
        if (session != null) {
            HttpServerResponse before = session.stream;
            session.stream = stream;
            end(before);
        }
    }

    /** @return whether it was there */
    boolean end(String id) {
        Session session = sessions.get(id);
        if (session != null) {
            forget(session);
        }
        return connections.remove(id);
    }

    /** The streams on which clients only listen end; they open them again. */
    @Override
    public void stop() {
        sessions.values().forEach(session -> end(session.stream));
    }

    private void makeRoom(Predicate<Session> among, int most) {
        while (sessions.values().stream().filter(among).count() >= most) {
            Optional<Session> oldest =
                    sessions.values().stream().filter(among).min(Comparator.comparingLong(session -> session.usedAt));
            oldest.ifPresent(session -> end(session.id));
        }
    }

    private void forgetEnded() {
        sessions.values().stream()
                .filter(session -> !connections.has(session.id))
                .forEach(this::forget);
    }

    private void forget(Session session) {
        sessions.remove(session.id);
        end(session.stream);
    }

    private static void end(HttpServerResponse stream) {
        if (stream != null && !stream.ended() && !stream.closed()) {
            stream.end();
        }
    }
}
