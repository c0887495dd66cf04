package kr.codeb.provisioner.domain;

import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The registry forgets the name: others may have it from now on. */
record GiveUpDomain(DomainChange change) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        Abandoned.whenAway("the registry cannot be changed just now", () -> {
            change.registry().removeDomain(change.held(), change.domain());
            return null;
        });
        return Outcome.done();
    }
}
