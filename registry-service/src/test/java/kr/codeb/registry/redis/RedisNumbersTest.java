package kr.codeb.registry.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.TestRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisNumbersTest {

    @TempDir
    Path root;

    private TestRegistry registry;
    private RedisNumbers numbers;

    @BeforeEach
    void open() throws IOException {
        Path directory = Files.createDirectories(root.resolve("registry"));
        Files.writeString(directory.resolve("redis-db.json"), "{\"used\":{\"existing1\":1},\"nextDb\":2}");
        registry = new TestRegistry(root);
        numbers = new RedisNumbers(registry.store, registry.holds, registry.madeNotes);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private Allocation<Integer> allocate(String project, int databases) {
        return numbers.ensure(project, Environment.PRODUCTION, databases, registry.hold(OperationKind.INIT, project));
    }

    private int next() {
        return registry.store.read("redis-db.json").orElseThrow().get("nextDb").asInt();
    }

    @Test
    void theNextProjectGetsTheNextNumber() {
        assertEquals(new Allocation<>(2, true), allocate("myapp", 16));
        assertEquals(3, next());
        assertEquals(new Allocation<>(1, false), allocate("existing1", 16));
    }

    @Test
    void aFreedNumberIsUsedAgainAndNextDbIsAlwaysUnused() {
        Hold hold = registry.hold(OperationKind.INIT, "a");
        assertEquals(2, numbers.ensure("a", Environment.PRODUCTION, 16, hold).value());
        allocate("b", 16);
        numbers.release("a", Environment.PRODUCTION, hold);
        assertEquals(4, next());
        assertEquals(2, allocate("c", 16).value());
        assertEquals(4, next());
    }

    @Test
    void whereTheServersLastNumberIsUsedNextDbIsTheLowestFreeOne() throws IOException {
        Files.writeString(
                root.resolve("registry/redis-db.json"), "{\"used\":{\"existing1\":1,\"hello\":15},\"nextDb\":2}");

        assertEquals(2, allocate("myapp", 16).value());
        assertEquals(3, next());
    }

    @Test
    void numbersThatOnlyTheSsotTellsAreUsedToo() throws IOException {
        Files.writeString(
                root.resolve("registry/ssot.json"),
                "{\"projects\":{\"old\":{\"redis\":{\"db\":2},\"staging\":{\"redis\":{\"db\":3}}}}}");
        assertEquals(4, allocate("myapp", 16).value());
        assertEquals(new Allocation<>(2, false), allocate("old", 16));
        assertFalse(registry.store
                .read("redis-db.json")
                .orElseThrow()
                .at("/used/old")
                .isMissingNode());
    }

    @Test
    void whenAllAreUsedItSaysSo() {
        assertEquals(2, allocate("a", 3).value());
        assertEquals(
                ErrorCode.REDIS_EXHAUSTED,
                assertThrows(CodebException.class, () -> allocate("b", 3)).code());
    }
}
