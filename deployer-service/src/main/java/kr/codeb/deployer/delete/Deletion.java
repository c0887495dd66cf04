package kr.codeb.deployer.delete;

import java.util.List;
import kr.codeb.contracts.deletion.RemovalRequest;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.RemovedEnvironment;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Neighbour;

/**
 * One deletion. It only goes forward: what cannot be reached now is tried again later, by whoever takes the operation up,
 * and what is gone already is fine.
 */
final class Deletion {

    private final HeldOperation held;
    private final Registry registry;
    private final RemovalClient provisioner;
    private final boolean known;
    private RemovedEnvironment removed;
    private Deleted later;

    Deletion(HeldOperation held, Registry registry, RemovalClient provisioner) {
        this.held = held;
        this.registry = registry;
        this.provisioner = provisioner;
        this.known = Abandoned.whenAway(
                "the registry does not answer",
                () -> registry.knows(
                        held.operation().project(), held.operation().environment()));
    }

    HeldOperation held() {
        return held;
    }

    Operation operation() {
        return held.operation();
    }

    DeletionParams params() {
        return held.params(DeletionParams.class);
    }

    /** Whether the registry has forgotten it already, which is the last thing that happens to it. */
    boolean isForgotten() {
        return !known;
    }

    /** Has the provisioner remove these parts, one after the other. */
    void remove(List<RepairPart> parts) {
        parts.forEach(part -> Abandoned.whenAway("its %s cannot be removed just now".formatted(part.wire()), () -> {
            Neighbour.changing(() -> provisioner.remove(
                    operation().project(), operation().environment(), held.hold(), new RemovalRequest(part)));
            return null;
        }));
    }

    void forget() {
        removed = Abandoned.whenAway("the registry cannot forget it just now", () -> registry.remove(held));
    }

    void followedBy(Deleted other) {
        later = other;
    }

    Deleted result() {
        Deleted here = new Deleted(
                operation().project(),
                removed.projectRemoved(),
                List.of(new Deleted.Gone(
                        operation().environment(),
                        removed.ports(),
                        removed.redis(),
                        removed.domains(),
                        params().keepDatabase(),
                        operation().id())));
        return later == null ? here : here.and(later);
    }
}
