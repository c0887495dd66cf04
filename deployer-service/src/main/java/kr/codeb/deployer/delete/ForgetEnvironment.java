package kr.codeb.deployer.delete;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The registry forgets it: from here on others may have its ports and its number. */
record ForgetEnvironment(Deletion deletion) implements Step {

    @Override
    public String name() {
        return "update_registry";
    }

    @Override
    public Outcome run() {
        deletion.forget();
        return Outcome.done();
    }
}
