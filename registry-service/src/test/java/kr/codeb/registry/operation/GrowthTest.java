package kr.codeb.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.error.ErrorBody;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.base.Ids;
import kr.codeb.registry.store.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of 100,000 calls, by a process with a quarter of the registry's memory. (35,000 calls ended a registry with all of
 * it: each was remembered for a day, and the file was in memory several times while it was read.)
 */
class GrowthTest {

    private static final int CALLS = 100_000;
    private static final int LATER_CALLS = 3_000;

    @TempDir
    Path root;

    @Test
    void aDayOfCallsLeavesARegistryThatStartsAndWorksInLittleMemory() throws Exception {
        fill(root.resolve("registry"));
        Process registry = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GrowthTest.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = registry.inputReader()) {
            List<String> said = lines.lines().toList();
            assertTrue(registry.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, registry.exitValue(), said::toString);
            assertTrue(Integer.parseInt(said.getFirst()) <= 1001, said::toString);
            assertTrue(Integer.parseInt(said.getLast()) <= 1000 + 600, said::toString);
        }
        long size = Files.size(root.resolve("registry/operations.jsonl"));
        assertTrue(size < 24 * 1024 * 1024, "the journal has " + size + " bytes");
    }

    /** Operations as refused promotes leave them, each with its three lines. */
    private static void fill(Path registry) throws IOException {
        Files.createDirectories(registry);
        try (BufferedWriter out = Files.newBufferedWriter(
                registry.resolve("operations.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int call = 0; call < CALLS; call++) {
                Operation created = Stages.created(TestRegistry.asked(
                        OperationKind.PROMOTE, "myapp", new Idempotency("once-" + call, "hash" + call)));
                Operation held = Stages.held(created, "deployer/1", call + 1);
                for (Operation state : new Operation[] {created, held, Stages.ended(held, refused())}) {
                    out.write(new String(Json.bytes(state)));
                    out.write('\n');
                }
            }
        }
    }

    private static Ending refused() {
        return Ending.failed(
                List.of(), new ErrorBody(ErrorCode.SLOT_NOT_DEPLOYED, "x".repeat(300), Map.of("y", "z".repeat(100))));
    }

    /** The registry with little memory: says how many operations it remembers at its start and after some more calls. */
    public static void main(String[] arguments) {
        try (var registry = new TestRegistry(Path.of(arguments[0]))) {
            System.out.println(registry.operations.size());
            for (int call = 0; call < LATER_CALLS; call++) {
                Operation operation = registry.create(
                        OperationKind.PROMOTE, "p" + call % 50, new Idempotency("once-" + Ids.letters(20), "h"));
                registry.holds.end(registry.take(operation.id(), OperationKind.PROMOTE, "i1"), refused());
                registry.operations.forgetOld();
            }
            System.out.println(registry.operations.size());
        }
    }
}
