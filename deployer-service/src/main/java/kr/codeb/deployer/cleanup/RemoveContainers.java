package kr.codeb.deployer.cleanup;

import java.util.List;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.container.Standing;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Makes Docker agree with the registry: what stands in an empty slot goes, and so does what an operation set aside and
 * forgot, unless the slot misses it. The containers may finish their connections, behind the answer.
 */
record RemoveContainers(Clearing clearing, DockerHost host, Drain drain) implements Step {

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
        Slots slots = clearing.slots();
        List<Standing> found = Standing.of(host, clearing.operation().project());
        List.of(slots.blue(), slots.green()).forEach(slot -> settle(slot, found));
        return Outcome.done();
    }

    private void settle(Slot slot, List<Standing> found) {
        SlotContainer place = new SlotContainer(
                clearing.operation().project(), clearing.operation().environment(), slot.name());
        boolean missed = slot.state() != SlotState.EMPTY && found.stream().noneMatch(standing -> standing.in(place));
        for (Standing standing : found) {
            if (standing.asideOf(place) && missed) {
                host.checkChange(host.docker().putBack(place.name(), standing.name(), true), clearing.held());
                missed = false;
            } else if (standing.asideOf(place)
                    || standing.freshFor(place)
                    || standing.in(place) && slot.state() == SlotState.EMPTY) {
                giveUp(standing, slot, place);
            }
        }
    }

    private void giveUp(Standing standing, Slot slot, SlotContainer place) {
        host.change(host.docker().command("update", "--restart=no", standing.id()), clearing.held());
        drain.begin(standing.id(), slot.port(), place, digestOf(slot.name()));
    }

    /** The image goes with the version that was given up; what an operation forgot has none to give up. */
    private String digestOf(SlotName slot) {
        return clearing.discards().stream()
                .filter(discard -> discard.slot() == slot)
                .map(Discard::digest)
                .findFirst()
                .orElse("");
    }
}
