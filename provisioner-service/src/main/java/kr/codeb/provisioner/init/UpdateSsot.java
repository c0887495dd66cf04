package kr.codeb.provisioner.init;

import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.hold.Effect;

/** The project's entry in the SSOT; one that is there is kept, and what it lacks is added. */
record UpdateSsot(Init init) implements Step {

    @Override
    public String name() {
        return "update_ssot";
    }

    @Override
    public Outcome run() {
        boolean missing = init.before().isEmpty();
        if (missing) {
            init.hold().note(Effect.ENTRY, "asked");
        }
        Allocation<Project> entered =
                init.registry().enter(init.held(), init.params().type(), settings());
        init.settings(entered.value().in(init.names().environment()).orElseThrow());
        return init.made(missing);
    }

    private ProjectEnvironment settings() {
        return init.params()
                .settings(
                        init.ports(),
                        init.wantsDatabase() ? init.database() : null,
                        init.redisNumber().map(ProjectEnvironment.Redis::new).orElse(null),
                        init.domain());
    }

    @Override
    public void undo() {
        if (init.hold().had(Effect.ENTRY)) {
            init.registry().strike(init.held());
        }
    }
}
