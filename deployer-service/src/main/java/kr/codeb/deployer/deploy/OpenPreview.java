package kr.codeb.deployer.deploy;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.slot.Visitors;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.web.Concurrent;

/**
 * From now on the target has no visitors but those of its preview, which is open when the deploy has happened. What stands there gives the
 * answers that it has still to give while the new container is created.
 */
final class OpenPreview implements Step {

    private final Deployment deployment;
    private final Visitors visitors;
    private final Executor ahead;
    private Concurrent<String> opened;
    private Concurrent<Integer> left;

    OpenPreview(Deployment deployment, Visitors visitors, Executor ahead) {
        this.deployment = deployment;
        this.visitors = visitors;
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
        if (deployment.target().wasUsed()) {
            left = Concurrent.begin(ahead, () -> {
                await();
                return visitors.leave(deployment.slot().port());
            });
        }
        return Outcome.done();
    }

    /** Waits until it is open, and fails as that did. */
    void await() {
        opened.outcome();
    }

    /** Waits until nobody has an answer from the target to come, or time is up. @return how many requests are left */
    int deserted() {
        return left.outcome();
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
