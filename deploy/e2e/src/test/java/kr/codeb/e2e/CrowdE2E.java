package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many at once: nobody gets what another has, no file is ever seen half written, no hold is ever overrun. */
@ExtendWith(Projects.class)
class CrowdE2E {

    private static final int CROWD = Sandbox.longForm() ? 64 : 16;
    private static final String READER = """
            while [ ! -e "$2" ]; do
                for file in ssot.json redis-db.json; do
                    jq -e type "$1/$file" >/dev/null || echo "$file is torn"
                done
            done""";

    @Test
    void aCrowdOfInitsGetsDistinctPortsAndDatabasesAndNoFileIsTornMeanwhile() throws Exception {
        String stop = "/tmp/codeb-e2e-" + Text.randomLetters(8);
        Process reader = Shell.background(READER, Sandbox.registry().toString(), stop);
        List<Project> projects =
                IntStream.range(0, CROWD).mapToObj(i -> Project.fresh()).toList();
        List<CompletableFuture<Answer>> calls = projects.stream()
                .map(project -> project.init("database", true).later())
                .toList();
        List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();
        Shell.run("touch", stop).ok();
        String torn = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + new String(reader.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        reader.waitFor();
        Shell.run("rm", stop);
        answers.forEach(Answer::ok);
        assertEquals("", torn, "what a shell read");
        assertEquals(
                CROWD,
                answers.stream()
                        .map(answer -> answer.number("/ports/blue"))
                        .distinct()
                        .count());
        assertEquals(
                CROWD,
                answers.stream()
                        .map(answer -> answer.text("/database/url"))
                        .distinct()
                        .count());
        projects.forEach(Agreement::check);
    }

    @Test
    void redisNumbersAreDistinctAndThenExhausted() {
        int last = RedisNumbers.databases() - 1;
        List<Project> projects =
                IntStream.range(0, 16).mapToObj(i -> Project.fresh()).toList();
        List<Answer> answers;
        try (RedisNumbers few = RedisNumbers.onlyFree(12)) {
            answers = projects.stream()
                    .map(project -> project.init("redis", true).later())
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
        List<Integer> numbers = answers.stream()
                .filter(Answer::succeeded)
                .map(answer -> answer.number("/redis/db"))
                .toList();
        assertEquals(numbers.stream().distinct().toList(), numbers);
        assertTrue(numbers.stream().allMatch(number -> number >= 1 && number <= last), numbers::toString);
        assertEquals(12, numbers.size(), () -> "12 numbers were free; " + numbers);
        answers.stream()
                .filter(answer -> !answer.succeeded())
                .forEach(answer -> answer.refused(503, "REDIS_EXHAUSTED"));
        projects.forEach(Agreement::check);
    }

    /** The deployer is stopped past its hold; somebody else takes over; then it goes on, and may write nothing. */
    @Test
    void aHolderThatComesBackFromTheDeadWritesNothing() {
        Project shop = Project.fresh().running("ok:v1");
        String id = shop.deploy("slow:v1").start();
        Wait.until(
                "the health check runs",
                Crash.RECOVERY,
                () -> Codeb.owner().operation(id).step("health_check").equals("running"));
        Sandbox.signal("STOP", "deployer");
        try {
            Wait.until(
                    "somebody else may change the project",
                    Crash.RECOVERY,
                    () -> shop.syncEnv("TAKEN=over\n").call().succeeded());
        } finally {
            byte[] before = Text.bytes(shop.slotFile());
            Sandbox.signal("CONT", "deployer");
            Answer end = Crash.ended(id);
            assertEquals("failed", end.text("/state"), end::toString);
            assertArrayEquals(before, Text.bytes(shop.slotFile()), "the slot file");
        }
        shop.site().serves("v1");
        Agreement.check(shop);
        shop.deploy("ok:v2").call().ok();
        Agreement.check(shop);
    }

    @Test
    void aShellThatHoldsTheProjectsLockIsNotOverrun() throws IOException {
        Project shop = Project.fresh().running("ok:v1");
        Process shell = Shell.background("exec 9>>\"$1\"; flock -x 9; echo held; read -r _", lock(shop));
        shell.inputReader().readLine();
        try {
            shop.deploy("ok:v2").call().refused(409, "OPERATION_IN_PROGRESS");
            shop.syncEnv("A=1\n").call().refused(409, "OPERATION_IN_PROGRESS");
        } finally {
            shell.destroy();
        }
        shop.deploy("ok:v2").call().ok();
    }

    @Test
    void aRunningOperationHoldsTheLockThatShellsTake() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        String id = shop.deploy("slow:v1").start();
        Wait.until(
                "the health check runs",
                Crash.RECOVERY,
                () -> Codeb.owner().operation(id).step("health_check").equals("running"));
        assertTrue(Shell.run("flock", "-n", lock(shop), "true").failed(), "a shell got the lock of a running deploy");
        Crash.ended(id);
        Shell.run("flock", "-w", "2", lock(shop), "true").ok();
    }

    @Test
    void whileAShellHoldsTheRegistrysLockAWriteWaitsAndThenSucceeds() throws IOException {
        Project shop = Project.fresh();
        Process shell = Shell.background(
                "exec 9>>\"$1\"; flock -x 9; echo held; sleep 3",
                Sandbox.registry().resolve(".lock").toString());
        shell.inputReader().readLine();
        long start = System.nanoTime();
        shop.init().call().ok();
        assertTrue((System.nanoTime() - start) / 1_000_000 > 2_500, "the init overran the shell");
        Agreement.check(shop);
    }

    private static String lock(Project project) {
        return Sandbox.registry()
                .resolve("locks/%s-%s.lock".formatted(project.name(), project.environment()))
                .toString();
    }
}
