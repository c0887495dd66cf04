package kr.codeb.provisioner.domain;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.hold.Effect;

/** The registry gives the environment the name, so that nobody else can have it. */
record TakeDomain(DomainChange change) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        change.hold().note(Effect.DOMAIN, change.domain());
        if (change.registry().addDomain(change.held(), change.domain()).made()) {
            return Outcome.done();
        }
        change.hold().found(Effect.DOMAIN);
        return Outcome.done("it is there already");
    }

    @Override
    public void undo() {
        change.hold().noted(Effect.DOMAIN).ifPresent(domain -> change.registry().removeDomain(change.held(), domain));
    }
}
