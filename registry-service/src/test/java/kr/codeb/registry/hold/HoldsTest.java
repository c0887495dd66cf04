package kr.codeb.registry.hold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.TestRegistry.TestConfig;
import kr.codeb.registry.file.RealDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds over real lock and fence files, with real flock(1) on the other side. */
class HoldsTest {

    private static final OperationKind DEPLOY = OperationKind.DEPLOY;

    @TempDir
    Path root;

    private TestRegistry registry;

    @BeforeEach
    void open() {
        TestConfig usual = new TestConfig(root);
        registry = new TestRegistry(new TestConfig(root, usual.production(), usual.staging(), 5, 48), new RealDisk());
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void theFenceFileShowsTheLiveHoldAndNothingAfterwards() throws Exception {
        Hold hold = registry.hold(DEPLOY, "myapp");
        assertEquals(hold.fence() + "\n", fence());
        assertEquals(1, shellTries("locks/myapp-production.lock"), "the shell is kept out");
        registry.holds.end(hold, Ending.succeeded(List.of(), null));
        assertEquals("0\n", fence());
        assertEquals(0, shellTries("locks/myapp-production.lock"));
    }

    @Test
    void theSecondIsToldWhoIsFirst() {
        Hold first = registry.hold(DEPLOY, "myapp");
        CodebException refusal = assertThrows(CodebException.class, () -> registry.hold(OperationKind.INIT, "myapp"));
        assertEquals(ErrorCode.OPERATION_IN_PROGRESS, refusal.code());
        assertEquals(
                Map.of("kind", "deploy", "holder", "key_1", "operationId", first.operationId()),
                Map.of(
                        "kind", refusal.details().get("kind"),
                        "holder", refusal.details().get("holder"),
                        "operationId", refusal.details().get("operationId")));
        assertTrue(refusal.details().containsKey("since"));
        registry.hold(DEPLOY, "otherapp");
    }

    @Test
    void askingAgainGivesTheSameHold() {
        Hold hold = registry.hold(DEPLOY, "myapp");
        assertEquals(hold, registry.take(hold.operationId(), DEPLOY, "i1"));
    }

    @Test
    void aDeadHoldIsRefusedAndAnotherTakesOver() throws Exception {
        Hold dead = registry.hold(DEPLOY, "myapp");
        Thread.sleep(5_100);
        new Sweeper(registry.places, registry.operations).sweep();
        assertEquals("0\n", fence());
        assertEquals(0, shellTries("locks/myapp-production.lock"));
        assertLost(() -> registry.holds.renew(dead));
        assertLost(() -> registry.holds.check(dead, "myapp", Environment.PRODUCTION));
        assertThrows(CodebException.class, () -> registry.hold(DEPLOY, "myapp"), "first it is taken back");
        assertEquals(List.of(dead.operationId()), abandoned("i2"));
        Hold next = registry.take(dead.operationId(), DEPLOY, "i2");
        assertTrue(next.fence() > dead.fence());
        assertLost(() -> registry.holds.progress(dead, new Progress(List.of(), null)));
        assertLost(() -> registry.holds.end(dead, Ending.succeeded(null, null)));
        registry.holds.progress(next, new Progress(List.of(), Map.of("made.container", "true")));
        assertEquals("true", registry.operations.get(dead.operationId()).notes().get("made.container"));
    }

    @Test
    void aNewerProcessOfTheServiceTakesOverAtOnceAndTheOlderNeverTakesBack() throws Exception {
        Hold old = registry.hold(DEPLOY, "myapp");
        assertEquals(List.of(old.operationId()), abandoned("i2"));
        Hold next = registry.take(old.operationId(), DEPLOY, "i2");
        assertNotEquals(old, next);
        assertEquals(next.fence() + "\n", fence());
        assertEquals(List.of(), abandoned("i1"));
        assertLost(() -> registry.take(old.operationId(), DEPLOY, "i1"));
        assertLost(() -> registry.holds.check(old));
    }

    @Test
    void aRestartOfTheRegistryChangesNothingForALiveHolder() throws Exception {
        Hold hold = registry.hold(DEPLOY, "myapp");
        close();
        shellTries("locks/myapp-production.lock");
        open();
        registry.holds.check(hold, "myapp", Environment.PRODUCTION);
        registry.holds.renew(hold);
        assertEquals(hold.fence() + "\n", fence());
        registry.holds.end(hold, Ending.succeeded(List.of(), null));
        close();
        open();
        Hold later = registry.hold(DEPLOY, "myapp");
        assertTrue(later.fence() > hold.fence());
    }

    @Test
    void whereAScriptWorkedWhileTheRegistryWasDownTheFormerHoldIsLost() throws Exception {
        Hold hold = registry.hold(DEPLOY, "myapp");
        close();
        Files.writeString(root.resolve("registry/fences/myapp-production"), "0\n");
        open();
        assertLost(() -> registry.holds.renew(hold));
        assertLost(() -> registry.hold(DEPLOY, "myapp"));
        assertTrue(registry.take(hold.operationId(), DEPLOY, "i1").fence() > hold.fence());
    }

    @Test
    void aFenceThatACrashLeftBehindIsClosedAtStart() throws Exception {
        Hold hold = registry.hold(DEPLOY, "myapp");
        registry.holds.end(hold, Ending.succeeded(List.of(), null));
        close();
        Files.writeString(root.resolve("registry/fences/myapp-production"), hold.fence() + "\n");
        open();
        assertEquals("0\n", fence());
    }

    @Test
    void aShellScriptKeepsUsOut() throws Exception {
        Process shell = new ProcessBuilder("flock", "locks/myapp-production.lock", "sh", "-c", "echo in; read line")
                .directory(root.resolve("registry").toFile())
                .start();
        assertEquals("in", shell.inputReader().readLine());
        CodebException refusal = assertThrows(CodebException.class, () -> registry.hold(DEPLOY, "myapp"));
        assertEquals("a shell script", refusal.details().get("holder"));
        shell.outputWriter().close();
        shell.waitFor();
        registry.hold(DEPLOY, "myapp");
    }

    @Test
    void theNextHoldWaitsForCommandsOfTheFormerOne() throws Exception {
        Hold first = registry.hold(DEPLOY, "myapp");
        Process command = new ProcessBuilder("flock", "-s", "fences/myapp-production", "sh", "-c", "echo in; sleep 0.5")
                .directory(root.resolve("registry").toFile())
                .start();
        assertEquals("in", command.inputReader().readLine());
        registry.holds.end(first, Ending.succeeded(List.of(), null));
        registry.hold(DEPLOY, "myapp");
        assertTrue(!command.isAlive() || command.waitFor(50, TimeUnit.MILLISECONDS));
    }

    @Test
    void endingAgainGivesTheSameAnswer() {
        Hold hold = registry.hold(DEPLOY, "myapp");
        Operation ended = registry.holds.end(hold, Ending.succeeded(List.of(), null));
        assertEquals(OperationState.SUCCEEDED, ended.state());
        assertEquals(ended, registry.holds.end(hold, Ending.succeeded(List.of(), null)));
        assertLost(() -> registry.take(hold.operationId(), DEPLOY, "i1"));
    }

    @Test
    void aHoldIsGoodForItsOwnProjectOnly() {
        Hold hold = registry.hold(DEPLOY, "myapp");
        registry.hold(DEPLOY, "otherapp");
        assertLost(() -> registry.holds.check(hold, "otherapp", Environment.PRODUCTION));
        assertLost(() -> registry.holds.check(hold, "myapp", Environment.STAGING));
        assertLost(() -> registry.holds.check(new Hold(hold.operationId(), hold.fence() + 1)));
    }

    private static void assertLost(Runnable attempt) {
        assertEquals(
                ErrorCode.OPERATION_IN_PROGRESS,
                assertThrows(CodebException.class, attempt::run).code());
    }

    private List<String> abandoned(String instance) {
        var asking = new HoldRequest(DEPLOY.service(), instance);
        return registry.operations.unfinished().stream()
                .filter(operation -> registry.holds.isAbandoned(operation, asking))
                .map(Operation::id)
                .toList();
    }

    private String fence() throws IOException {
        return Files.readString(root.resolve("registry/fences/myapp-production"));
    }

    private int shellTries(String lock) throws Exception {
        return new ProcessBuilder("flock", "-n", lock, "true")
                .directory(root.resolve("registry").toFile())
                .start()
                .waitFor();
    }
}
