package kr.codeb.deployer.promote;

import java.util.function.Supplier;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.steps.StepSequence;

/** How a move ends whose process died: as the registry's slots say. */
final class Recoveries {

    private Recoveries() {}

    static Object finishOrUndo(Move move, StepSequence sequence, Supplier<Object> result) {
        if (move.aimed()) {
            Slots slots = move.look();
            boolean moved =
                    move.to().state() == SlotState.ACTIVE && move.target().sameVersion(move.to());
            if (moved) {
                move.provisioner().routeAs(move.held(), slots);
                return result.get();
            }
        }
        sequence.undo();
        throw move.held().takenBack();
    }
}
