package kr.codeb.deployer.deploy;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.web.Concurrent;

/**
 * From now on the target has no visitors but those of its preview, which is open when the deploy has happened. A version that was
 * production before loses them before it leaves its slot.
 */
final class OpenPreview implements Step {

    private final Deployment deployment;
    private final Executor ahead;
    private Concurrent<String> opened;

    OpenPreview(Deployment deployment, Executor ahead) {
        this.deployment = deployment;
        this.ahead = ahead;
    }

    @Override
    public String name() {
        return "open_preview";
    }

    @Override
    public Outcome run() {
        Route activeAlone = deployment
                .slots()
                .in(SlotState.ACTIVE)
                .map(active -> Route.to(active.name(), false))
                .orElse(Route.NONE);
        List<SlotName> previews = Stream.concat(
                        Provisioner.inUse(deployment.slots()).stream(),
                        Stream.of(deployment.target().slot()))
                .distinct()
                .toList();
        opened = Concurrent.begin(
                ahead, () -> deployment.provisioner().route(deployment.held(), activeAlone, previews, false));
        if (deployment.target().state() == SlotState.GRACE) {
            await();
        }
        return Outcome.done();
    }

    /** Waits until it is open, and fails as that did. */
    void await() {
        opened.outcome();
    }

    /** Once nobody changes the routes any more. */
    @Override
    public void undo() {
        if (opened != null) {
            opened.settle();
        }
        deployment.routeAsRecorded();
    }
}
