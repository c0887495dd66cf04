package kr.codeb.provisioner.init;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The project's folders. */
record CreateDirectories(Init init) implements Step {

    @Override
    public String name() {
        return "create_directories";
    }

    @Override
    public Outcome run() {
        return init.made(init.makers().directories().ensure(init.hold()));
    }

    @Override
    public void undo() {
        init.makers().directories().takeBack(init.hold());
    }
}
