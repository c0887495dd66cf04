package kr.codeb.deployer.deploy;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.Target;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Subject;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.web.Concurrent;

/** One deploy: what its steps learn and the later ones need. What undo needs is noted instead. */
final class Deployment {

    private static final String SLOT = "slot";

    private final HeldOperation held;
    private final DeployParams params;
    private final Registry registry;
    private final Provisioner provisioner;
    private final Executor ahead;
    private Slots slots;
    private ProjectEnvironment project;
    private Concurrent<String> digest;
    private Concurrent<EnvRelease> env;
    private Concurrent<String> preview;

    /** @param ahead where work is begun before its outcome is needed */
    Deployment(HeldOperation held, Registry registry, Provisioner provisioner, Executor ahead) {
        this.held = held;
        this.params = held.params(DeployParams.class);
        this.registry = registry;
        this.provisioner = provisioner;
        this.ahead = ahead;
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
        Concurrent<Slots> both = Concurrent.begin(this::slotsNow);
        project = registry.settings(operation().project(), operation().environment());
        slots = both.outcome();
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

    String fresh() {
        return place().freshOf(operation().id());
    }

    /** Has the image fetched and the environment prepared, which changes nothing that anybody uses. */
    void begin(Images images) {
        digest = Concurrent.begin(
                ahead,
                () -> images.pull(
                        params.image(), operation().project(), operation().environment()));
        env = Concurrent.begin(ahead, () -> provisioner.release(held));
    }

    /** Waits for the image, and fails as its pull did. */
    String digest() {
        return digest.outcome();
    }

    /** Waits for the environment, and fails as its preparation did. */
    EnvRelease env() {
        return env.outcome();
    }

    /** Sends nobody to the target any more but those who ask for its preview. */
    void openPreview() {
        Route activeAlone = slots.in(SlotState.ACTIVE)
                .map(active -> Route.to(active.name(), false))
                .orElse(Route.NONE);
        List<SlotName> previews = Stream.concat(Provisioner.standing(slots).stream(), Stream.of(target().slot()))
                .distinct()
                .toList();
        preview = Concurrent.begin(ahead, () -> provisioner.route(held, activeAlone, previews, false));
    }

    /** Waits for {@link #openPreview}, and fails as it did. */
    void previewOpened() {
        preview.outcome();
    }

    /** Routes as the registry says, once nobody changes them any more. */
    void closePreview() {
        if (preview != null) {
            preview.settle();
        }
        provisioner.routeAs(held, slotsNow());
    }

    Subject subject() {
        return new Subject(place(), slot().port(), project, env());
    }
}
