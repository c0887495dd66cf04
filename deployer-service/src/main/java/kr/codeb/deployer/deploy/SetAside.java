package kr.codeb.deployer.deploy;

import kr.codeb.deployer.Target;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Stops what stands in the slot and keeps it under another name until the new container has proven itself. */
record SetAside(Deployment deployment, DockerHost host, int stopSeconds) implements Step {

    @Override
    public String name() {
        return "cleanup_container";
    }

    @Override
    public Outcome run() {
        if (!deployment.target().wasUsed()) {
            return Outcome.skipped("The slot is empty.");
        }
        clear();
        return Outcome.done();
    }

    /** Frees the name and the port of the slot, whoever has them. */
    void clear() {
        host.checkChange(
                host.docker()
                        .setAside(
                                deployment.place().name(),
                                deployment.aside(),
                                deployment.slot().port(),
                                stopSeconds),
                deployment.held());
    }

    @Override
    public void undo() {
        Target before = deployment.target();
        if (before.unchanged(deployment.slotsNow().slot(before.slot()))) {
            host.checkChange(
                    host.docker().putBack(deployment.place().name(), deployment.aside(), before.wasUsed()),
                    deployment.held());
        }
    }
}
