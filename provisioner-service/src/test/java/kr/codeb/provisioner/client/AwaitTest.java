package kr.codeb.provisioner.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void closesAConnectionThatComesTooLate() {
        Promise<String> connection = Promise.promise();
        List<String> closed = new ArrayList<>();
        assertThrows(Await.Failed.class, () -> Await.opened(connection.future(), Duration.ofMillis(1), closed::add));
        connection.complete("late");
        assertEquals(List.of("late"), closed);
    }

    @Test
    void givesTheOneThatComesInTime() throws Exception {
        Promise<String> connection = Promise.promise();
        List<String> closed = new ArrayList<>();
        connection.complete("in time");
        assertEquals("in time", Await.opened(connection.future(), Duration.ofSeconds(1), closed::add));
        assertEquals(List.of(), closed);
    }
}
