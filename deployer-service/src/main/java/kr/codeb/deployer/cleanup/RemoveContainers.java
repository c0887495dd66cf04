package kr.codeb.deployer.cleanup;

import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.slot.ContainerRemoval;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Makes Docker agree with the registry: what is in an empty slot goes, and so does what an operation set aside and
 * forgot, unless the slot misses it. Requests that the containers have are answered first, behind our answer.
 */
record RemoveContainers(
        CleanupContext cleanup,
        DockerHost host,
        Containers found,
        SlotContainers containers,
        ContainerRemoval removal,
        Images images)
        implements Step {

    @Override
    public String name() {
        return "remove_containers";
    }

    @Override
    public Outcome run() {
        // The slots are given up already, so the recovery goes on as soon as the host answers.
        return Abandoned.whenAway("its containers cannot be removed just now", this::settle);
    }

    private Outcome settle() {
        Slots slots = cleanup.slotsNow();
        List<FoundContainer> all = found.of(cleanup.operation().project());
        List.of(slots.blue(), slots.green()).forEach(slot -> settle(slot, all));
        return Outcome.done();
    }

    private void settle(Slot slot, List<FoundContainer> all) {
        SlotContainer place = cleanup.place(slot.name());
        boolean missed = slot.state() != SlotState.EMPTY && all.stream().noneMatch(container -> container.in(place));
        for (FoundContainer container : all) {
            if (container.asideOf(place) && missed) {
                containers.giveBack(cleanup.held(), place, container.name());
                missed = false;
            } else if (isLeft(container, place, slot)) {
                giveUp(container, slot, place);
            }
        }
    }

    /** Whether nobody needs it any more: it is in an empty slot, or an operation made it or set it aside and forgot it. */
    static boolean isLeft(FoundContainer container, SlotContainer place, Slot slot) {
        return container.asideOf(place)
                || container.freshFor(place)
                || container.in(place) && slot.state() == SlotState.EMPTY;
    }

    private void giveUp(FoundContainer container, Slot slot, SlotContainer place) {
        host.change(host.docker().command("update", "--restart=no", container.id()), cleanup.held());
        Runnable image = () ->
                digestOf(slot.name()).ifPresent(digest -> images.forget(place.project(), place.environment(), digest));
        if (container.in(place)) {
            removal.beginDrained(container.id(), place, slot.port(), image);
        } else {
            removal.begin(container.id(), place, image);
        }
    }

    /** The image goes with the version that was given up; what an operation forgot has none to give up. */
    private Optional<String> digestOf(SlotName slot) {
        return cleanup.discards().stream()
                .filter(discard -> discard.slot() == slot)
                .map(DiscardedSlot::digest)
                .findFirst();
    }
}
