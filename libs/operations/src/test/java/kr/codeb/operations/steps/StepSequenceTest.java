package kr.codeb.operations.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepSequenceTest {

    private static final int STEPS = 5;

    private final InMemoryOperation held = InMemoryOperation.of(OperationKind.DEPLOY, "op_1", Map.of());
    private final Set<String> world = new LinkedHashSet<>();
    private final List<String> undone = new ArrayList<>();

    static IntStream everyStep() {
        return IntStream.range(0, STEPS);
    }

    /** Makes a thing of its own name, noted before; can be told to fail before or after the making, or while undoing. */
    private final class Making implements Step {

        private final HeldOperation operation;
        private final String name;
        private RuntimeException before;
        private RuntimeException after;
        private RuntimeException undoing;

        Making(HeldOperation operation, int number) {
            this.operation = operation;
            this.name = "step_" + number;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome run() {
            operation.note("made." + name, "true");
            fail(before);
            world.add(name);
            fail(after);
            return Outcome.done();
        }

        @Override
        public void undo() {
            undone.add(name);
            fail(undoing);
            if (operation.isNoted("made." + name)) {
                world.remove(name);
            }
        }

        private static void fail(RuntimeException failure) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private List<Making> steps(HeldOperation operation) {
        return IntStream.range(0, STEPS)
                .mapToObj(number -> new Making(operation, number))
                .toList();
    }

    private static StepSequence sequence(HeldOperation operation, List<Making> steps) {
        StepSequence sequence = StepSequence.of(operation);
        steps.forEach(sequence::then);
        return sequence;
    }

    private static List<StepStatus> statuses(HeldOperation operation) {
        return operation.steps().stream().map(StepReport::status).toList();
    }

    @Test
    void runsAllInOrder() {
        HeldOperation operation = held.begin();
        sequence(operation, steps(operation)).run();
        assertEquals(List.of("step_0", "step_1", "step_2", "step_3", "step_4"), List.copyOf(world));
        assertTrue(statuses(operation).stream().allMatch(StepStatus.SUCCESS::equals));
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void takesEverythingBackWhereverItFails(int failing) {
        HeldOperation operation = held.begin();
        List<Making> steps = steps(operation);
        steps.get(failing).before = new IllegalStateException("no");
        assertSame(
                steps.get(failing).before,
                assertThrows(
                        IllegalStateException.class,
                        () -> sequence(operation, steps).run()));
        assertEquals(Set.of(), world);
        assertEquals(
                IntStream.rangeClosed(0, failing)
                        .mapToObj(i -> "step_" + (failing - i))
                        .toList(),
                undone);
        for (int i = 0; i < STEPS; i++) {
            StepStatus expected =
                    i < failing ? StepStatus.UNDONE : i == failing ? StepStatus.FAILED : StepStatus.PENDING;
            assertEquals(expected, statuses(operation).get(i));
        }
        assertEquals("no", operation.steps().get(failing).message());
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void takesTheFailingStepsOwnHalfBackToo(int failing) {
        HeldOperation operation = held.begin();
        List<Making> steps = steps(operation);
        steps.get(failing).after = new IllegalStateException("half done");
        assertThrows(
                IllegalStateException.class, () -> sequence(operation, steps).run());
        assertEquals(Set.of(), world);
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void goesOnUndoingWhenOneCannotBeUndone(int stubborn) {
        HeldOperation operation = held.begin();
        List<Making> steps = steps(operation);
        steps.get(stubborn).undoing = new IllegalStateException("stuck");
        steps.getLast().after = new IllegalStateException("the first failure");
        IllegalStateException told = assertThrows(
                IllegalStateException.class, () -> sequence(operation, steps).run());
        assertEquals("the first failure", told.getMessage());
        assertEquals(Set.of("step_" + stubborn), world);
        assertTrue(operation.steps().get(stubborn).message().contains("could not be taken back: stuck"));
    }

    @Test
    void leavesTheRestToTheRecoveryWhenAHostIsAway() {
        HeldOperation operation = held.begin();
        List<Making> steps = steps(operation);
        steps.get(1).undoing = new CodebException(ErrorCode.HOST_UNREACHABLE, "away");
        steps.get(3).before = new IllegalStateException("no");
        assertThrows(Abandoned.class, () -> sequence(operation, steps).run());
        assertEquals(Set.of("step_1"), world);

        HeldOperation reborn = held.reborn();
        sequence(reborn, steps(reborn)).undo();
        assertEquals(Set.of(), world);
    }

    @ParameterizedTest
    @MethodSource("everyStep")
    void changesNothingMoreOnceTheHoldIsLost(int failing) {
        HeldOperation operation = held.begin();
        List<Making> steps = steps(operation);
        steps.get(failing).before = new HoldLost();
        assertThrows(HoldLost.class, () -> sequence(operation, steps).run());
        assertEquals(failing, world.size());
        assertEquals(List.of(), undone);
    }

    @Test
    void theSameUndoTakesItBackInAnotherProcessWhereverItDied() {
        for (int report = 0; report < 2 * STEPS; report++) {
            InMemoryOperation dying = InMemoryOperation.of(OperationKind.DEPLOY, "op_" + report, Map.of())
                    .dyingAt(report);
            HeldOperation operation = dying.begin();
            assertThrows(
                    InMemoryOperation.Died.class,
                    () -> sequence(operation, steps(operation)).run());
            HeldOperation reborn = dying.reborn();
            sequence(reborn, steps(reborn)).undo();
            assertEquals(Set.of(), world, "died at report " + report);
        }
    }

    @Test
    void skipsInTheReportWhatWasSkipped() {
        HeldOperation operation = held.begin();
        StepSequence.of(operation)
                .then(new Step() {
                    @Override
                    public String name() {
                        return "await_certificate";
                    }

                    @Override
                    public Outcome run() {
                        return Outcome.skipped("not yet");
                    }
                })
                .run();
        assertEquals(StepStatus.SKIPPED, operation.steps().getFirst().status());
        assertEquals("not yet", operation.steps().getFirst().message());
    }
}
