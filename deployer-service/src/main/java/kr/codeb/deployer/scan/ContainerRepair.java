package kr.codeb.deployer.scan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.run.HeldOperation;

/** Gives each slot the container that its record tells of. */
@Singleton
class ContainerRepair {

    private static final String NEXT = "Deploy again, or call with repair once that is put right.";

    private final Registry registry;
    private final DockerHost host;
    private final Containers found;
    private final SlotContainers containers;
    private final HealthCheck health;

    ContainerRepair(
            Registry registry, DockerHost host, Containers found, SlotContainers containers, HealthCheck health) {
        this.registry = registry;
        this.host = host;
        this.found = found;
        this.containers = containers;
        this.health = health;
    }

    /** @throws CodebException HOST_UNREACHABLE when Docker does not answer; one slot that cannot be mended does not stop the other */
    RepairReport repair(HeldOperation held) {
        Operation operation = held.operation();
        Slots slots = registry.slots(operation.project(), operation.environment());
        ProjectEnvironment settings = registry.settings(operation.project(), operation.environment());
        Map<SlotName, FoundContainer> all = found.inSlots(operation.project(), operation.environment());
        List<String> done = new ArrayList<>();
        Stream.of(slots.blue(), slots.green()).forEach(slot -> {
            SlotContainer place = new SlotContainer(operation.project(), operation.environment(), slot.name());
            try {
                String said = mend(held, place, slot, settings, all.get(slot.name()));
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

    private String mend(
            HeldOperation held, SlotContainer place, Slot slot, ProjectEnvironment settings, FoundContainer container) {
        return switch (Verdict.of(place, slot, container)) {
            case Verdict.Fine fine ->
                container != null && held.operation().id().equals(container.operation())
                        ? settled(held, place, slot, settings, null, "has been created again")
                        : null;
            case Verdict.Foreign foreign -> null;
            case Verdict.Gone gone when slot.image() == null -> null;
            case Verdict.Gone gone -> {
                EnvRelease env = containers.make(held, place, slot, settings, NEXT);
                yield settled(held, place, slot, settings, env, "was gone and has been created again");
            }
            case Verdict.Stopped stopped -> {
                containers.resume(held, place, NEXT);
                yield settled(
                        held, place, slot, settings, null, "was %s and has been started".formatted(stopped.status()));
            }
            case Verdict.Leftover leftover -> {
                host.checkChange(host.docker().remove(leftover.container().id(), 0), held);
                yield "%s was removed, as its slot is empty.".formatted(place.name());
            }
        };
    }

    /** Docker keeps it running from now on, whatever it answers: so it was before it went away. */
    private String settled(
            HeldOperation held,
            SlotContainer place,
            Slot slot,
            ProjectEnvironment settings,
            EnvRelease env,
            String what) {
        HealthReport report = health.await(health.container(place, slot.port(), settings, env), held);
        if (!report.healthy()) {
            host.change(host.docker().keepRunning(place.name()), held);
        }
        return "%s %s. %s"
                .formatted(
                        place.name(),
                        what,
                        report.healthy() ? report.sentence() : "It is not healthy yet; see its logs.");
    }
}
