package kr.codeb.deployer.cleanup;

import java.util.List;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;

/** One cleanup: what goes is noted before anything does. */
final class Clearing {

    private static final String DISCARDS = "discards";

    private final HeldOperation held;
    private final Registry registry;
    private final Provisioner provisioner;

    Clearing(HeldOperation held, Registry registry, Provisioner provisioner) {
        this.held = held;
        this.registry = registry;
        this.provisioner = provisioner;
    }

    HeldOperation held() {
        return held;
    }

    Operation operation() {
        return held.operation();
    }

    Registry registry() {
        return registry;
    }

    Provisioner provisioner() {
        return provisioner;
    }

    Slots slots() {
        return registry.slots(operation().project(), operation().environment());
    }

    void decide(List<Discard> discards) {
        held.note(DISCARDS, Discard.note(discards));
    }

    boolean decided() {
        return held.isNoted(DISCARDS);
    }

    List<Discard> discards() {
        return held.noted(DISCARDS).map(Discard::of).orElse(List.of());
    }
}
