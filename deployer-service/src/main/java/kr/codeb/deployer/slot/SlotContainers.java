package kr.codeb.deployer.slot;

import jakarta.inject.Singleton;
import java.util.Map;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.CommandResult;

/**
 * Creates the container of a slot: the one place where that happens, for deploy, rollback and repair. It carries the operation's
 * id, so that {@link #takeBack} removes no other.
 */
@Singleton
public class SlotContainers {

    private static final String NAME_TAKEN = "is already in use by container";
    private static final String FOREIGN = "does not match the detected host platform";

    private final DockerHost host;
    private final Images images;
    private final Provisioner provisioner;
    private final Urls urls;

    public SlotContainers(DockerHost host, Images images, Provisioner provisioner, Urls urls) {
        this.host = host;
        this.images = images;
        this.provisioner = provisioner;
        this.urls = urls;
    }

    /** What a release is started with. @param image pinned */
    public ContainerSpec spec(
            HeldOperation held, SlotContainer place, int port, ProjectEnvironment settings, Release release) {
        return new ContainerSpec(
                place,
                port,
                release.image(),
                release.version(),
                held.operation().id(),
                settings,
                release.env(),
                urls.host(place.project(), place.environment(), settings.domain()));
    }

    /**
     * What stands in a container.
     *
     * @param image pinned
     */
    public record Release(String image, String version, EnvRelease env) {}

    /** What the registry's record tells: its digest, its options, the environment it had. */
    public Release recorded(HeldOperation held, Slot slot) {
        EnvRelease env = slot.envVersion() == null
                ? provisioner.release(held)
                : provisioner.release(held.operation(), slot.envVersion());
        return new Release(image(held, slot), slot.version(), env);
    }

    /**
     * Creates a container under a name that only this operation uses: one that cannot be created costs the slot nothing.
     *
     * @param next what the caller is told beside the reason: how things stand then
     * @throws CodebException START_FAILED when Docker refuses
     */
    public void create(HeldOperation held, ContainerSpec spec, String next) {
        String fresh = spec.place().freshOf(held.operation().id());
        CommandResult created = host.make(host.docker().create(spec, fresh), held);
        if (created.err().contains(NAME_TAKEN)) {
            // An earlier attempt of this operation made it.
            host.checkChange(host.docker().remove(fresh, 0), held);
            created = host.make(host.docker().create(spec, fresh), held);
        }
        if (!created.ok() || created.err().contains(FOREIGN)) {
            throw refused(spec.place(), created, next);
        }
    }

    /**
     * Starts what {@link #create} created, in its slot. What stands there forgotten is set aside first.
     *
     * @throws CodebException START_FAILED when Docker refuses
     */
    public void start(HeldOperation held, SlotContainer place, String next) {
        CommandResult started = takeSlot(held, place);
        if (!started.ok() && started.err().contains(NAME_TAKEN)) {
            handOver(held, place);
            started = takeSlot(held, place);
        }
        if (!started.ok()) {
            throw refused(place, started, next);
        }
    }

    /** Creates and starts the container of which the registry's record tells. @return what it was started with */
    public EnvRelease make(
            HeldOperation held, SlotContainer place, Slot slot, ProjectEnvironment settings, String next) {
        Release release = recorded(held, slot);
        create(held, spec(held, place, slot.port(), settings, release), next);
        start(held, place, next);
        return release.env();
    }

    /** Has the slot's own container run that was stopped or paused. @throws CodebException START_FAILED when Docker refuses */
    public void resume(HeldOperation held, SlotContainer place, String next) {
        CommandResult started = host.change(host.docker().resume(place.name()), held);
        if (!started.ok()) {
            throw refused(place, started, next);
        }
    }

    /** Takes the slot's container out of it, while it runs on; the slot's name and port are free then. One that is gone is fine. */
    public void handOver(HeldOperation held, SlotContainer place) {
        host.checkChange(
                host.docker()
                        .handOver(place.name(), place.asideOf(held.operation().id())),
                held);
    }

    /** Takes {@link #handOver} back: the same process goes on, or is started again if it has ended. */
    public void giveBack(HeldOperation held, SlotContainer place) {
        giveBack(held, place, place.asideOf(held.operation().id()));
    }

    /** As {@link #giveBack(HeldOperation, SlotContainer)}, for what another operation set aside. */
    public void giveBack(HeldOperation held, SlotContainer place, String aside) {
        host.checkChange(host.docker().giveBack(place.name(), aside), held);
    }

    /** Removes what this operation created, wherever it is. */
    public void takeBack(HeldOperation held) {
        host.checkChange(host.docker().removeOwn(held.operation().id()), held);
    }

    private CommandResult takeSlot(HeldOperation held, SlotContainer place) {
        String operation = held.operation().id();
        return host.change(
                host.docker().takeSlot(place.freshOf(operation), place.name(), place.asideOf(operation)), held);
    }

    /** The image as it was released; fetched only if the server has it no more. */
    private String image(HeldOperation held, Slot slot) {
        Operation operation = held.operation();
        ImageReference reference = ImageReference.of(slot.image());
        if (slot.digest() == null) {
            return reference.pinned(images.pull(slot.image(), held));
        }
        String pinned = reference.pinned(slot.digest());
        if (!host.run(host.docker().command("image", "inspect", "--format", "{{.Id}}", pinned))
                .ok()) {
            images.pull(pinned, held);
        }
        return pinned;
    }

    private static CodebException refused(SlotContainer place, CommandResult result, String next) {
        Diagnosis diagnosis = Diagnosis.refused(result.complaint());
        return new CodebException(
                ErrorCode.START_FAILED,
                "The container for %s could not be started: %s %s"
                        .formatted(place.describe(), diagnosis.sentence(), next),
                Map.of("diagnosis", diagnosis));
    }
}
