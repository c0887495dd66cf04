package kr.codeb.provisioner.init;

import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.registry.Registry;

/** The project's entry in the SSOT; one that stands there is kept, and what it lacks is added. */
final class UpdateSsot implements Step {

    private final Init init;

    UpdateSsot(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "update_ssot";
    }

    @Override
    public Outcome run() {
        boolean stood = init.before().isPresent();
        if (!stood) {
            init.made().willMake(Thing.ENTRY, "asked");
        }
        Allocation<Project> entered =
                registry().enter(init.held(), init.params().type(), settings());
        init.settings(entered.value().in(init.names().environment()).orElseThrow());
        return stood ? Outcome.done("it stands there already") : Outcome.done();
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
        if (init.made().made(Thing.ENTRY)) {
            registry().strike(init.held());
        }
    }

    private Registry registry() {
        return init.servers().registry();
    }
}
