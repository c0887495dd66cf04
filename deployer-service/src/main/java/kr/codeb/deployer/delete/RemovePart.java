package kr.codeb.deployer.delete;

import java.util.List;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The provisioner removes a part of what the environment has on the servers. */
record RemovePart(String name, Deletion deletion, List<RepairPart> parts) implements Step {

    RemovePart(String name, Deletion deletion, RepairPart... parts) {
        this(name, deletion, List.of(parts));
    }

    @Override
    public Outcome run() {
        if (!deletion.isForgotten()) {
            deletion.remove(parts);
        }
        return Outcome.done();
    }
}
