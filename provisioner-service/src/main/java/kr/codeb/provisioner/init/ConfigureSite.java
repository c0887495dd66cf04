package kr.codeb.provisioner.init;

import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The site: markers first, so that it finds them; then the file, which Caddy has to accept. */
record ConfigureSite(Init init) implements Step {

    @Override
    public String name() {
        return "configure_site";
    }

    @Override
    public Outcome run() {
        Slots slots = init.slots().orElseThrow();
        init.makers().routes().ensure(init.hold(), init.settings(), slots);
        return init.made(init.makers().site().ensure(init.hold(), init.settings()));
    }

    @Override
    public void undo() {
        init.makers().site().takeBack(init.hold());
        init.makers().routes().takeBack(init.hold());
    }
}
