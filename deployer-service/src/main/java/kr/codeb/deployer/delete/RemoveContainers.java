package kr.codeb.deployer.delete;

import java.util.List;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.Images;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The environment's containers go, then the images that were fetched for them. */
record RemoveContainers(
        Deletion deletion, DockerHost host, EnvironmentContainers containers, Images images, int stopSeconds)
        implements Step {

    @Override
    public String name() {
        return "remove_containers";
    }

    @Override
    public Outcome run() {
        return deletion.isForgotten()
                ? Outcome.done()
                : Abandoned.whenAway("its containers cannot be removed just now", this::remove);
    }

    private Outcome remove() {
        Operation operation = deletion.operation();
        List<FoundContainer> ours = containers.of(operation.project(), operation.environment());
        ours.forEach(container -> host.checkChange(host.docker().remove(container.id(), stopSeconds), deletion.held()));
        images.forgetAll(deletion.held());
        return ours.isEmpty()
                ? Outcome.done()
                : Outcome.done(String.join(
                        ", ", ours.stream().map(FoundContainer::name).toList()));
    }
}
