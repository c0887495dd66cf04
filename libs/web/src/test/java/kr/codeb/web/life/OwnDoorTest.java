package kr.codeb.web.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnDoorTest {

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\n\r\n', true",
        "'HTTP/1.1 503 Service Unavailable\r\n\r\n', false",
        "'', true",
    })
    void anAnswerOrARefusalIsASignOfLife(String said, boolean alive) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(door, said));
            assertEquals(alive, new OwnDoor("127.0.0.1", door.getLocalPort()).answers(Duration.ofSeconds(5)));
        }
    }

    @Test
    void silenceIsNone() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertFalse(new OwnDoor("0.0.0.0", door.getLocalPort()).answers(Duration.ofMillis(200)));
        }
    }

    @Test
    void neitherIsAClosedPort() throws Exception {
        ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        door.close();
        assertFalse(new OwnDoor("127.0.0.1", door.getLocalPort()).answers(Duration.ofMillis(200)));
    }

    @Test
    void whoIsSlowAtFirstIsAskedAgain() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                answer(door, "HTTP/1.1 503 Service Unavailable\r\n\r\n");
                answer(door, "HTTP/1.1 200 OK\r\n\r\n");
            });
            OwnDoor own = new OwnDoor("127.0.0.1", door.getLocalPort());
            assertTrue(own.answersAtLast(Duration.ofSeconds(5), Duration.ofSeconds(60), () -> false));
        }
    }

    @Test
    void whoNeverAnswersIsGivenUp() throws Exception {
        ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        door.close();
        OwnDoor own = new OwnDoor("127.0.0.1", door.getLocalPort());
        assertFalse(own.answersAtLast(Duration.ofMillis(100), Duration.ofMillis(300), () -> false));
        assertFalse(own.answersAtLast(Duration.ofMillis(100), Duration.ofDays(1), () -> true));
    }

    private static void answer(ServerSocket door, String said) {
        try (Socket caller = door.accept()) {
            caller.getInputStream().read();
            caller.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException closed) {
            // The test looks at the other end.
        }
    }
}
