package kr.codeb.deployer.deploy;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** Starts the new container in the slot. */
record StartContainer(Deployment deployment, DockerHost host, SetAside aside) implements Step {

    private static final String NAME_TAKEN = "is already in use by container";
    private static final String FOREIGN = "does not match the detected host platform";

    @Override
    public String name() {
        return "start_container";
    }

    @Override
    public Outcome run() {
        CommandResult created = deployment.created();
        if (!created.ok() || created.err().contains(FOREIGN)) {
            throw refused(Diagnosis.refused(created.complaint()));
        }
        String id = created.out().strip();
        CommandResult started = start(id);
        if (!started.ok() && started.err().contains(NAME_TAKEN)) {
            // Something forgotten stands in a slot that is empty.
            aside.clear();
            started = start(id);
        }
        if (!started.ok()) {
            throw refused(Diagnosis.refused(started.complaint()));
        }
        return Outcome.done();
    }

    /** Before the slot is given back to what stood there. */
    @Override
    public void undo() {
        deployment.removeCreated(host);
    }

    private CommandResult start(String id) {
        return host.change(host.docker().start(id, deployment.place().name(), deployment.aside()), deployment.held());
    }

    private CodebException refused(Diagnosis diagnosis) {
        return new CodebException(
                ErrorCode.START_FAILED,
                "The container for %s could not be started: %s Both slots are as they were."
                        .formatted(deployment.place().describe(), diagnosis.sentence()),
                Map.of("diagnosis", diagnosis));
    }
}
