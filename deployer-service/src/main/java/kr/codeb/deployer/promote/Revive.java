package kr.codeb.deployer.promote;

import java.util.Map;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.deployer.container.ContainerSpec;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.health.Diagnosis;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.health.Subject;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The version before must answer now: started again if it was stopped, made again from its record if it is gone. */
record Revive(Move move, DockerHost host, Images images, HealthCheck health, int stopSeconds) implements Step {

    private static final String STARTED = "started";
    private static final String MADE = "made";

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        HealthReport report = move.report();
        Subject subject = move.subject();
        String prelude = "";
        if (report.stopped()) {
            move.held().note(STARTED, "true");
            must(host.change(host.docker().command("start", move.place().name()), move.held()));
            report = health.await(subject, move.held());
            prelude = "It was stopped and has been started. ";
        } else if (report.gone()) {
            subject = remake();
            report = health.await(subject, move.held());
            prelude = "It was gone and has been made again. ";
        }
        if (!report.healthy()) {
            throw health.unhealthy(subject, report, "Traffic stays where it was.");
        }
        return Outcome.done(prelude + report.sentence());
    }

    @Override
    public void undo() {
        String name = move.place().name();
        if (move.held().isNoted(MADE)) {
            host.checkChange(host.docker().removeOwn(move.operation().id()), move.held());
        } else if (move.held().isNoted(STARTED)) {
            Command stop = host.docker().command("stop", "-t", Integer.toString(stopSeconds), name);
            host.checkChange(stop, move.held());
        }
    }

    private Subject remake() {
        Slot slot = move.to();
        EnvRelease env = slot.envVersion() == null
                ? move.provisioner().release(move.held())
                : move.provisioner().release(move.operation(), slot.envVersion());
        String image = image(slot);
        move.held().note(MADE, "true");
        must(host.make(
                host.docker()
                        .run(new ContainerSpec(
                                move.place(),
                                slot.port(),
                                image,
                                slot.version(),
                                move.operation().id(),
                                move.project(),
                                env)),
                move.held()));
        return new Subject(move.place(), slot.port(), move.project(), env);
    }

    /** The image as it was released; fetched only if the server has it no more. */
    private String image(Slot slot) {
        ImageReference reference = ImageReference.of(slot.image());
        if (slot.digest() == null) {
            return reference.pinned(images.pull(
                    slot.image(),
                    move.operation().teamId(),
                    move.operation().project(),
                    move.operation().environment()));
        }
        String pinned = reference.pinned(slot.digest());
        if (!host.run(host.docker().command("image", "inspect", "--format", "{{.Id}}", pinned))
                .ok()) {
            images.pull(
                    pinned,
                    move.operation().teamId(),
                    move.operation().project(),
                    move.operation().environment());
        }
        return pinned;
    }

    private void must(CommandResult started) {
        if (!started.ok()) {
            Diagnosis diagnosis = Diagnosis.refused(started.complaint());
            throw new CodebException(
                    ErrorCode.START_FAILED,
                    "The container for %s could not be started: %s Traffic stays where it was."
                            .formatted(move.place().describe(), diagnosis.sentence()),
                    Map.of("diagnosis", diagnosis));
        }
    }
}
