package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import kr.codeb.e2e.Points.When;
import kr.codeb.e2e.Scene.Turn;
import org.junit.jupiter.api.DynamicTest;

/** All points of one kind of operation, or a sample of them: at each a service is killed, or a connection broken, once. */
final class Enumeration implements Iterator<DynamicTest> {

    /** A pattern of points, or null. */
    static final String WANTED = System.getProperty("codeb.e2e.at");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_IN_A_RECOVERY = 8;
    private static final Duration LATENESS = Duration.ofSeconds(4);

    private record Point(int number, When when) {
        @Override
        public String toString() {
            return when + " " + number;
        }
    }

    private final Points points;
    private final Scene scene;
    private final Random random;
    private final int sample;
    private final Project visited;
    private boolean twice;
    private boolean cuts = true;
    private Queue<Point> left;
    private Load visitors;
    private boolean over;

    /**
     * {@code -Dcodeb.e2e.at="LATE 7"} takes one point; it is a pattern, so {@code "LATE .*"} takes all of that sort.
     *
     * @param visited whose site is served throughout
     * @param sample how many points the short form takes
     */
    Enumeration(Points points, Scene scene, Project visited, Random random, int sample) {
        this.points = points;
        this.scene = scene;
        this.visited = visited;
        this.random = random;
        this.sample = sample;
    }

    /** Only kills: where a connection breaks it is the same whoever would have been killed. */
    Enumeration withoutCuts() {
        cuts = false;
        return this;
    }

    /** Each time the service is killed once more, while it takes the operation up. */
    Enumeration twice() {
        twice = true;
        return withoutCuts();
    }

    @Override
    public boolean hasNext() {
        return !over;
    }

    @Override
    public DynamicTest next() {
        if (left == null) {
            left = new ArrayDeque<>();
            visitors = Load.newcomersOn(visited);
            return DynamicTest.dynamicTest("undisturbed", this::count);
        }
        if (left.isEmpty()) {
            over = true;
            return DynamicTest.dynamicTest(
                    "visitors", scene.reloads() ? visitors::lostOnlyHandshakes : visitors::lostNothing);
        }
        Point point = left.remove();
        return DynamicTest.dynamicTest(point.toString(), () -> {
            try {
                if (strike(point) && Sandbox.longForm() && left.stream().noneMatch(later -> later.when == point.when)) {
                    left.add(new Point(point.number + 1, point.when));
                }
            } catch (Throwable failed) {
                // Told at once, and not after the hour that all points take.
                System.out.println("  red: " + failed.getMessage());
                throw failed;
            }
        });
    }

    /** Carries it out once without a kill, to see its points. */
    private void count() {
        Turn turn = scene.prepare();
        points.watch();
        CompletableFuture<Answer> begun = turn.call().get().begin();
        awaitEnd(begun);
        List<String> seen = points.disarm();
        end(turn, begun.join(), turn.outcome());
        for (int i = 0; i < seen.size(); i++) {
            System.out.printf("%4d %s%n", i + 1, seen.get(i));
        }
        assertTrue(
                scene.ways().stream().allMatch(way -> seen.stream().anyMatch(request -> request.startsWith(way))),
                () -> "requests go past the gates: " + seen);
        List<Point> all = Arrays.stream(When.values())
                .filter(when -> cuts || when != When.CUT)
                .flatMap(when -> IntStream.rangeClosed(1, seen.size()).mapToObj(number -> new Point(number, when)))
                .toList();
        left.addAll(chosen(all, seen.size()));
    }

    private List<Point> chosen(List<Point> all, int numbers) {
        if (WANTED != null) {
            return all.stream()
                    .filter(point -> point.toString().matches(WANTED))
                    .toList();
        }
        return Sandbox.longForm() ? all : sampleOf(all, numbers);
    }

    /** Spread over the whole operation: one out of each part of it. */
    private List<Point> sampleOf(List<Point> all, int numbers) {
        return IntStream.range(0, Math.min(sample, numbers))
                .mapToObj(part -> {
                    int from = part * numbers / Math.min(sample, numbers);
                    int to = (part + 1) * numbers / Math.min(sample, numbers);
                    List<Point> candidates = new ArrayList<>(all.stream()
                            .filter(point -> point.number > from && point.number <= to)
                            .toList());
                    Collections.shuffle(candidates, random);
                    return candidates.getFirst();
                })
                .toList();
    }

    /** @return whether the operation was still under way at that point */
    private boolean strike(Point point) {
        Turn turn = scene.prepare();
        points.arm(scene.victim(), point.number, point.when);
        CompletableFuture<Answer> begun = turn.call().get().begin();
        awaitEnd(begun);
        boolean struck = points.strikesNoMore();
        if (struck) {
            System.out.println(point + ": " + points.where());
            if (twice) {
                strikeAgain(begun);
            } else if (point.when != When.CUT) {
                Sandbox.start(scene.victim());
                letGo(point, begun);
            }
        }
        Answer end = end(turn, begun.join(), turn.outcome() + "|failed");
        points.disarm();
        if (end.text("/state").equals("failed")) {
            Answer again = turn.call().get().call();
            assertEquals(turn.status(), again.status(), again::toString);
            Agreement.check(turn.project());
            turn.ended().check(again.succeeded());
        }
        return struck;
    }

    private void strikeAgain(CompletableFuture<Answer> begun) {
        points.arm(scene.victim(), 1 + random.nextInt(MOST_IN_A_RECOVERY), When.AFTER);
        try {
            Sandbox.start(scene.victim());
        } catch (AssertionError died) {
            if (!points.hasStruck()) {
                throw died;
            }
        }
        awaitEnd(begun);
        if (points.strikesNoMore()) {
            System.out.println("  and again: " + points.where());
            Sandbox.start(scene.victim());
        }
    }

    /**
     * The late request is carried out when the operation has ended, or waits for it: a command or a statement may have stood in line.
     * What knows neither fence nor lock (Redis, DNS) is late only by as much as the restart takes.
     */
    private void letGo(Point point, CompletableFuture<Answer> begun) {
        if (point.when == When.LATE && points.where().matches("(registry|postgres|ssh !) .*")) {
            Instant limit = Instant.now().plus(LATENESS);
            Wait.until(
                    "the end",
                    Crash.RECOVERY,
                    () -> Instant.now().isAfter(limit)
                            || begun.isDone() && Crash.hasEnded(begun.join().operationId()));
        }
        points.letGo();
        if (point.when == When.LATE) {
            Wait.until("the late request has ended", PATIENCE, points::quiet);
        }
    }

    /** Until the service is killed, or all is done and tidied up. */
    private void awaitEnd(CompletableFuture<Answer> begun) {
        Wait.until(
                "the kill, or the end",
                PATIENCE,
                () -> points.hasStruck()
                        || begun.isDone()
                                && points.quiet()
                                && Crash.hasEnded(begun.join().operationId()));
    }

    private static Answer end(Turn turn, Answer begun, String states) {
        assertTrue(!begun.operationId().isEmpty(), begun::toString);
        Answer end = Crash.ended(begun.operationId());
        assertTrue(end.text("/state").matches(states), end::toString);
        boolean succeeded = end.text("/state").equals("succeeded");
        if (succeeded || turn.sound()) {
            Agreement.check(turn.project());
            turn.ended().check(succeeded);
        }
        return end;
    }
}
