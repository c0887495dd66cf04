package kr.codeb.deployer.deploy;

import java.util.concurrent.Future;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.Ahead;
import kr.codeb.deployer.Target;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Subject;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;

/** One deploy: what its steps learn and the later ones need. What undo needs is noted instead. */
final class Deployment {

    private static final String SLOT = "slot";

    private final HeldOperation held;
    private final DeployParams params;
    private final Registry registry;
    private final Provisioner provisioner;
    private Slots slots;
    private ProjectEnvironment project;
    private String digest;
    private Future<EnvRelease> env;

    Deployment(HeldOperation held, Registry registry, Provisioner provisioner) {
        this.held = held;
        this.params = held.params(DeployParams.class);
        this.registry = registry;
        this.provisioner = provisioner;
    }

    HeldOperation held() {
        return held;
    }

    Operation operation() {
        return held.operation();
    }

    DeployParams params() {
        return params;
    }

    Registry registry() {
        return registry;
    }

    Provisioner provisioner() {
        return provisioner;
    }

    /** Reads slots and settings. */
    void look() {
        Future<Slots> both = Ahead.of(this::slotsNow);
        project = registry.settings(operation().project(), operation().environment());
        slots = Ahead.outcome(both);
    }

    Slots slots() {
        return slots;
    }

    Slots slotsNow() {
        return registry.slots(operation().project(), operation().environment());
    }

    ProjectEnvironment project() {
        return project;
    }

    void aim(Target target) {
        held.note(SLOT, target.note());
    }

    boolean aimed() {
        return held.isNoted(SLOT);
    }

    Target target() {
        return held.noted(SLOT).map(Target::of).orElseThrow();
    }

    Slot slot() {
        return slots.slot(target().slot());
    }

    SlotContainer place() {
        return new SlotContainer(operation().project(), operation().environment(), target().slot());
    }

    String aside() {
        return place().asideOf(operation().id());
    }

    void pulled(String resolved) {
        digest = resolved;
    }

    String digest() {
        return digest;
    }

    /** Has the environment prepared while the image is on its way. */
    void prepare() {
        env = Ahead.of(() -> provisioner.release(held));
    }

    /** Waits for {@link #prepare}, and fails as it did. */
    EnvRelease env() {
        return Ahead.outcome(env);
    }

    Subject subject() {
        return new Subject(place(), slot().port(), project, env());
    }
}
