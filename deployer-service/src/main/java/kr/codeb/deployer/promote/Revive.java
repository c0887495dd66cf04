package kr.codeb.deployer.promote;

import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.health.CheckedContainer;
import kr.codeb.deployer.health.HealthReport;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The version before must answer now: started again if it was stopped, created again from its record if it is gone. */
record Revive(TrafficMove move, SlotContainers containers, DockerHost host, int stopSeconds) implements Step {

    private static final String STARTED = "started";
    private static final String CREATED = "made";

    @Override
    public String name() {
        return "health_check";
    }

    @Override
    public Outcome run() {
        HealthReport report = move.report();
        CheckedContainer container = move.container();
        String prelude = "";
        if (report.stopped()) {
            move.held().note(STARTED, "true");
            containers.resume(move.held(), move.place(), TrafficMove.AS_BEFORE);
            report = move.health().await(container, move.held());
            prelude = "It was stopped and has been started. ";
        } else if (report.gone()) {
            move.held().note(CREATED, "true");
            EnvRelease env =
                    containers.make(move.held(), move.place(), move.slot(), move.settings(), TrafficMove.AS_BEFORE);
            container = container.startedWith(env);
            report = move.health().await(container, move.held());
            prelude = "It was gone and has been created again. ";
        }
        if (!report.healthy()) {
            throw move.health().unhealthy(container, report, TrafficMove.AS_BEFORE);
        }
        return Outcome.done(prelude + report.sentence());
    }

    @Override
    public void undo() {
        if (move.held().isNoted(CREATED)) {
            containers.takeBack(move.held());
        } else if (move.held().isNoted(STARTED)) {
            String seconds = Integer.toString(stopSeconds);
            host.checkChange(
                    host.docker().command("stop", "-t", seconds, move.place().name()), move.held());
        }
    }
}
