package kr.codeb.provisioner.domain;

import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.registry.Registry;

/** One change of an environment's domains. */
final class DomainChange {

    private final HeldOperation held;
    private final Registry registry;
    private final Makers makers;
    private final DomainParams params;

    DomainChange(HeldOperation held, Registry registry, Makers makers) {
        this.held = held;
        this.registry = registry;
        this.makers = makers;
        this.params = held.params(DomainParams.class);
    }

    HeldOperation held() {
        return held;
    }

    OwnHold hold() {
        return new OwnHold(held);
    }

    Registry registry() {
        return registry;
    }

    Makers makers() {
        return makers;
    }

    String domain() {
        return params.domain();
    }

    boolean removes() {
        return params.remove();
    }

    /** As the registry says now. */
    ProjectEnvironment settings() {
        Operation operation = held.operation();
        return registry.settings(operation.project(), operation.environment());
    }

    /** The same without the domain, as they are to be. */
    ProjectEnvironment settingsWithout() {
        ProjectEnvironment is = settings();
        List<String> left = new ArrayList<>(is.domains());
        left.remove(domain());
        return new ProjectEnvironment(
                is.ports(),
                is.database(),
                is.redis(),
                is.domain(),
                left,
                is.containerPort(),
                is.healthPath(),
                is.memory(),
                is.cpus(),
                is.deployType(),
                is.graceHours());
    }
}
