package kr.codeb.deployer.deploy;

import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Starts the new container in the slot. */
record StartContainer(Deployment deployment, DockerHost host, SetAside aside) implements Step {

    private static final String NAME_TAKEN = "is already in use by container";

    @Override
    public String name() {
        return "start_container";
    }

    @Override
    public Outcome run() {
        CommandResult started = start();
        if (!started.ok() && started.err().contains(NAME_TAKEN)) {
            // Something forgotten stands in a slot that is empty.
            aside.clear();
            started = start();
        }
        if (!started.ok()) {
            throw CreateContainer.refused(deployment, started);
        }
        return Outcome.done();
    }

    /** Before the slot is given back to what stood there. */
    @Override
    public void undo() {
        host.checkChange(host.docker().removeOwn(deployment.operation().id()), deployment.held());
    }

    private CommandResult start() {
        return host.change(
                host.docker().start(deployment.fresh(), deployment.place().name(), deployment.aside()),
                deployment.held());
    }
}
