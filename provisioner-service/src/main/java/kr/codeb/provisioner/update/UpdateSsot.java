package kr.codeb.provisioner.update;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import kr.codeb.contracts.registry.SettingsChanged.FromTo;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.registry.Registry;

/** The settings in the SSOT. It is the last step, so it is never taken back. */
final class UpdateSsot implements Step {

    private final Registry registry;
    private final HeldOperation held;
    private final ObjectNode wanted;
    private Map<String, FromTo> changed = Map.of();

    UpdateSsot(Registry registry, HeldOperation held, ObjectNode wanted) {
        this.registry = registry;
        this.held = held;
        this.wanted = wanted;
    }

    @Override
    public String name() {
        return "update_ssot";
    }

    /** Without an answer nobody knows whether they were changed: the recovery asks again. */
    @Override
    public Outcome run() {
        changed = Abandoned.whenAway(
                        "whether the settings were changed is not known", () -> registry.change(held, wanted))
                .changed();
        return changed.isEmpty() ? Outcome.done("all was so already") : Outcome.done();
    }

    /** What was changed, by the setting's name. */
    Map<String, FromTo> changed() {
        return changed;
    }
}
