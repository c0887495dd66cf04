package kr.codeb.provisioner.domain;

import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The site answers to the name no more. */
record StopServing(DomainChange change) implements Step {

    @Override
    public String name() {
        return "configure_site";
    }

    @Override
    public Outcome run() {
        Abandoned.whenAway(
                "the site cannot be changed just now",
                () -> change.makers().site().ensure(change.hold(), change.settingsWithout()));
        return Outcome.done();
    }
}
