package kr.codeb.deployer.scan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.health.Subject;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.CommandResult;

/** Gives each slot the container that its record tells of. */
@Singleton
class ContainerRepair {

    private static final String UNPAUSE_OR_START = """
            name=$1; shift
            "$@" unpause "$name" >/dev/null 2>&1 || "$@" start "$name\"""";

    private final Registry registry;
    private final Provisioner provisioner;
    private final DockerHost host;
    private final Images images;
    private final HealthCheck health;
    private final ContainerSearch search;

    ContainerRepair(
            Registry registry,
            Provisioner provisioner,
            DockerHost host,
            Images images,
            HealthCheck health,
            ContainerSearch search) {
        this.registry = registry;
        this.provisioner = provisioner;
        this.host = host;
        this.images = images;
        this.health = health;
        this.search = search;
    }

    /** @throws CodebException HOST_UNREACHABLE when Docker is away; one slot that cannot be mended does not stop the other */
    RepairReport repair(HeldOperation held) {
        Operation operation = held.operation();
        Slots slots = registry.slots(operation.project(), operation.environment());
        Map<SlotName, FoundContainer> found = search.of(operation.project(), operation.environment());
        List<String> done = new ArrayList<>();
        Stream.of(slots.blue(), slots.green()).forEach(slot -> {
            SlotContainer place = new SlotContainer(operation.project(), operation.environment(), slot.name());
            try {
                String said = mend(held, place, slot, found.get(slot.name()));
                if (said != null) {
                    done.add(said);
                }
            } catch (CodebException told) {
                if (told.code() == ErrorCode.HOST_UNREACHABLE) {
                    throw told;
                }
                done.add(told.getMessage());
            }
        });
        return done.isEmpty() ? RepairReport.nothing(null) : RepairReport.done(String.join(" ", done));
    }

    private String mend(HeldOperation held, SlotContainer place, Slot slot, FoundContainer found) {
        return switch (Verdict.of(place, slot, found)) {
            case Verdict.Fine fine ->
                found != null && held.operation().id().equals(found.operation())
                        ? settled(held, place, slot, null, "has been made again")
                        : null;
            case Verdict.Foreign foreign -> null;
            case Verdict.Gone gone when slot.image() == null -> null;
            case Verdict.Gone gone -> make(held, place, slot);
            case Verdict.Stopped stopped -> {
                must(place, host.change(host.docker().script(UNPAUSE_OR_START, place.name()), held));
                yield settled(held, place, slot, null, "was %s and has been started".formatted(stopped.status()));
            }
            case Verdict.Leftover leftover -> {
                host.checkChange(host.docker().remove(leftover.container().id()), held);
                yield "%s was removed, as its slot is empty.".formatted(place.name());
            }
        };
    }

    /** As a rollback makes a version again: its digest, its options, the environment it had. */
    private String make(HeldOperation held, SlotContainer place, Slot slot) {
        Operation operation = held.operation();
        ProjectEnvironment settings = registry.settings(operation.project(), operation.environment());
        EnvRelease env = slot.envVersion() == null
                ? provisioner.release(held)
                : provisioner.release(operation, slot.envVersion());
        ContainerSpec spec = new ContainerSpec(
                place, slot.port(), image(slot, operation), slot.version(), operation.id(), settings, env);
        must(place, host.make(host.docker().run(spec), held));
        return settled(held, place, slot, env, "was gone and has been made again");
    }

    /** Docker keeps it running from now on, whatever it answers: so it was before it went away. */
    private String settled(HeldOperation held, SlotContainer place, Slot slot, EnvRelease env, String what) {
        ProjectEnvironment settings = registry.settings(place.project(), place.environment());
        HealthReport report = health.await(new Subject(place, slot.port(), settings, env), held);
        if (!report.healthy()) {
            host.change(host.docker().keepRunning(place.name()), held);
        }
        return "%s %s. %s"
                .formatted(
                        place.name(),
                        what,
                        report.healthy() ? report.sentence() : "It is not healthy yet; see its logs.");
    }

    /** The image as it was released; fetched only if the server has it no more. */
    private String image(Slot slot, Operation operation) {
        ImageReference reference = ImageReference.of(slot.image());
        if (slot.digest() == null) {
            return reference.pinned(
                    images.pull(slot.image(), operation.teamId(), operation.project(), operation.environment()));
        }
        String pinned = reference.pinned(slot.digest());
        if (!host.run(host.docker().command("image", "inspect", "--format", "{{.Id}}", pinned))
                .ok()) {
            images.pull(pinned, operation.teamId(), operation.project(), operation.environment());
        }
        return pinned;
    }

    private static void must(SlotContainer place, CommandResult started) {
        if (!started.ok()) {
            throw new CodebException(
                    ErrorCode.START_FAILED,
                    "The container for %s could not be started: %s".formatted(place.describe(), started.complaint()));
        }
    }
}
