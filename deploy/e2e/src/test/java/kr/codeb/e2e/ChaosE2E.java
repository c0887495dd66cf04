package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mixed calls on several projects while parts are killed at random; repeat with {@code -Dcodeb.e2e.seed=…}, for {@code -Dcodeb.e2e.seconds=…}. */
@ExtendWith(Projects.class)
class ChaosE2E {

    private static final Duration SPAN =
            Duration.ofSeconds(Long.getLong("codeb.e2e.seconds", Sandbox.longForm() ? 600 : 30));
    /** An operation that could not be ended is tried again after a minute at most, and a container that was left is removed in the second minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final List<String> PARTS = List.of(
            "registry",
            "provisioner",
            "deployer",
            "gateway",
            "registry",
            "provisioner",
            "deployer",
            "gateway",
            "caddy",
            "postgres",
            "sshd",
            "docker");
    private static final List<String> IMAGES = List.of("ok:v1", "ok:v2", "ok:v3", "crash:v1");

    private final long seed = Long.getLong("codeb.e2e.seed", System.nanoTime());
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private Instant end;

    @Test
    void randomKillsEndInAgreement() throws InterruptedException {
        List<Project> projects = IntStream.range(0, 3)
                .mapToObj(i -> Project.fresh().running("ok:v1"))
                .toList();
        end = Instant.now().plus(SPAN);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < projects.size(); i++) {
            Project project = projects.get(i);
            Random random = new Random(seed + i);
            callers.add(Thread.ofPlatform().start(() -> keepCalling(project, random)));
        }
        keepKilling(new Random(seed));
        for (Thread caller : callers) {
            caller.join();
        }
        assertEquals(List.of(), List.copyOf(unexpected), () -> "answers nobody should get; seed " + seed);
        // Docker 20.10 that was killed while it removed a container may keep that one's port until it is restarted.
        Sandbox.restart("docker");
        projects.forEach(this::agreesSoon);
        projects.forEach(this::deploysSoon);
    }

    private void keepKilling(Random random) {
        while (Instant.now().isBefore(end)) {
            Wait.millis(1_000 + random.nextInt(3_000));
            String part = PARTS.get(random.nextInt(PARTS.size()));
            Sandbox.strike(part);
            Sandbox.start(part);
        }
    }

    private void keepCalling(Project project, Random random) {
        while (Instant.now().isBefore(end)) {
            Call call = switch (random.nextInt(6)) {
                case 0 -> project.init();
                case 1 -> project.syncEnv("N=" + random.nextInt(100) + "\n");
                case 2 -> project.promote();
                case 3 -> project.rollback();
                case 4 -> project.cleanup();
                default -> project.deploy(IMAGES.get(random.nextInt(IMAGES.size())));
            };
            judge(project, call);
        }
    }

    /** A refusal is fine, also a gateway that is away; an internal error or a success that is none is not. */
    private void judge(Project project, Call call) {
        try {
            Answer answer = call.call();
            if (answer.status() == 500 || answer.code().equals("REGISTRY_CORRUPT")) {
                unexpected.add(project.name() + ": " + answer);
            }
        } catch (RuntimeException gatewayAway) {
            Wait.millis(200);
        }
    }

    private void agreesSoon(Project project) {
        Instant limit = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                Agreement.check(project);
                return;
            } catch (AssertionError | RuntimeException notYet) {
                if (Instant.now().isAfter(limit)) {
                    throw new AssertionError("seed " + seed + ": " + notYet.getMessage(), notYet);
                }
                Wait.seconds(1);
            }
        }
    }

    /** A cleanup that has just begun may have the slots for a moment. */
    private void deploysSoon(Project project) {
        Instant limit = Instant.now().plus(PATIENCE);
        Answer answer = project.deploy("ok:v2").call();
        while (answer.code().equals("OPERATION_IN_PROGRESS") && Instant.now().isBefore(limit)) {
            Wait.seconds(1);
            answer = project.deploy("ok:v2").call();
        }
        answer.ok();
    }
}
