package kr.codeb.deployer.deploy;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.ImageReference;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Makes the new container. It carries this operation's id, so that undo removes no other. */
record StartContainer(Deployment deployment, DockerHost host, SetAside aside) implements Step {

    private static final String NAME_TAKEN = "is already in use by container";
    private static final String FOREIGN = "does not match the detected host platform";

    @Override
    public String name() {
        return "start_container";
    }

    @Override
    public Outcome run() {
        ContainerSpec spec = new ContainerSpec(
                deployment.place(),
                deployment.slot().port(),
                ImageReference.of(deployment.params().image()).pinned(deployment.digest()),
                deployment.params().version(),
                deployment.operation().id(),
                deployment.project(),
                deployment.env());
        CommandResult started = host.change(host.docker().run(spec), deployment.held());
        if (!started.ok() && started.err().contains(NAME_TAKEN)) {
            // Something forgotten stands in a slot that is empty.
            aside.clear();
            started = host.change(host.docker().run(spec), deployment.held());
        }
        if (!started.ok() || started.err().contains(FOREIGN)) {
            throw refused(Diagnosis.refused(started.complaint()));
        }
        return Outcome.done();
    }

    @Override
    public void undo() {
        host.checkChange(
                host.docker().removeOwn(deployment.place().name(), deployment.operation().id()), deployment.held());
    }

    private CodebException refused(Diagnosis diagnosis) {
        return new CodebException(
                ErrorCode.START_FAILED,
                "The container for %s could not be started: %s Both slots are as they were."
                        .formatted(deployment.place().describe(), diagnosis.sentence()),
                Map.of("diagnosis", diagnosis));
    }
}
