package kr.codeb.provisioner.init;

import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.registry.Registry;

/** The slot file, both slots empty. */
final class CreateSlots implements Step {

    private final Init init;

    CreateSlots(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "create_slots";
    }

    @Override
    public Outcome run() {
        if (registry().slots(project(), environment()).isPresent()) {
            return Outcome.done("they stand there already");
        }
        init.made().willMake(Thing.SLOTS, "asked");
        registry().ensureSlots(init.held(), init.ports());
        return Outcome.done();
    }

    @Override
    public void undo() {
        if (init.made().made(Thing.SLOTS)) {
            registry().removeSlots(init.held());
        }
    }

    private Registry registry() {
        return init.servers().registry();
    }

    private String project() {
        return init.names().project();
    }

    private Environment environment() {
        return init.names().environment();
    }
}
