package kr.codeb.deployer.deploy;

import java.util.Map;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/**
 * Makes the new container, under a name that only this operation uses: one that cannot be made costs the slot nothing. It carries
 * this operation's id, so that undo removes no other.
 */
record CreateContainer(Deployment deployment, DockerHost host) implements Step {

    private static final String FOREIGN = "does not match the detected host platform";

    @Override
    public String name() {
        return "create_container";
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
        CommandResult created = host.make(host.docker().create(spec, deployment.fresh()), deployment.held());
        if (!created.ok() || created.err().contains(FOREIGN)) {
            throw refused(deployment, created);
        }
        return Outcome.done();
    }

    @Override
    public void undo() {
        host.checkChange(host.docker().removeOwn(deployment.operation().id()), deployment.held());
    }

    static CodebException refused(Deployment deployment, CommandResult result) {
        Diagnosis diagnosis = Diagnosis.refused(result.complaint());
        return new CodebException(
                ErrorCode.START_FAILED,
                "The container for %s could not be started: %s Both slots are as they were."
                        .formatted(deployment.place().describe(), diagnosis.sentence()),
                Map.of("diagnosis", diagnosis));
    }
}
