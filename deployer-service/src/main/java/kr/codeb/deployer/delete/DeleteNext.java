package kr.codeb.deployer.delete;

import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The project's next environment is deleted by an operation of its own, for which this one waits. */
record DeleteNext(Deletion deletion, NextDeletion next) implements Step {

    @Override
    public String name() {
        return "delete_" + environment();
    }

    @Override
    public Outcome run() {
        deletion.followedBy(
                Abandoned.whenAway("%s cannot be deleted just now".formatted(environment()), () -> next.run(deletion)));
        return Outcome.done();
    }

    private Environment environment() {
        return deletion.params().then().getFirst();
    }
}
