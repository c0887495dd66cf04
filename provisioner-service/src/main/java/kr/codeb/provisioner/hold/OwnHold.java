package kr.codeb.provisioner.hold;

import java.util.Optional;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.HeldOperation;

/** The hold of an operation that this service carries out: its effects are written down and can be taken back, also after a crash. */
public record OwnHold(HeldOperation operation) implements EnvironmentHold {

    private static final String NOT = "-";

    @Override
    public String project() {
        return operation.operation().project();
    }

    @Override
    public Environment environment() {
        return operation.operation().environment();
    }

    @Override
    public Hold hold() {
        return operation.hold();
    }

    @Override
    public void check() {
        operation.checkHeld();
    }

    @Override
    public void note(Effect effect, String about) {
        operation.note(effect.note(), about);
    }

    /** What was about to be made turned out to be there already. */
    public void found(Effect effect) {
        operation.note(effect.note(), NOT);
    }

    /** What was noted of an effect that this operation had, or was about to have. */
    public Optional<String> noted(Effect effect) {
        return operation.noted(effect.note()).filter(about -> !about.equals(NOT));
    }

    public boolean had(Effect effect) {
        return noted(effect).isPresent();
    }

    /** Whether this operation made anything that was not there. */
    public boolean madeAnything() {
        return Effect.makings().anyMatch(this::had);
    }
}
