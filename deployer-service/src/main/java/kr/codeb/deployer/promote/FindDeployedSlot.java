package kr.codeb.deployer.promote;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Finds the version that waits to be promoted. @param expectedVersion the one that it must be; null for any */
record FindDeployedSlot(TrafficMove move, String expectedVersion) implements Step {

    @Override
    public String name() {
        return "find_deployed_slot";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Outcome run() {
        Slots slots = move.look();
        Slot deployed = slots.in(SlotState.DEPLOYED).orElseThrow(() -> notDeployed(slots));
        if (expectedVersion != null && !expectedVersion.equals(deployed.version())) {
            throw new CodebException(
                    ErrorCode.VERSION_MISMATCH,
                    "%s waits in %s, not %s: somebody deployed it meanwhile. Look at slot_status, then promote what you mean."
                            .formatted(deployed.version(), deployed.name(), expectedVersion),
                    Map.of("expected", expectedVersion, "waiting", String.valueOf(deployed.version())));
        }
        move.aim(deployed);
        return Outcome.done("%s, version %s".formatted(deployed.name(), deployed.version()));
    }

    private static CodebException notDeployed(Slots slots) {
        Slot target = slots.slot(slots.deployTarget());
        return new CodebException(
                ErrorCode.SLOT_NOT_DEPLOYED,
                "%s cannot be promoted: it is %s. Deploy a version first.".formatted(target.name(), target.state()));
    }
}
