package kr.codeb.deployer.deploy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.neighbour.Registry;
import org.jboss.logging.Logger;

/** What is done behind the answer of a deploy. What is missed here, the scheduled cleanup finds. */
@Singleton
class Tidying {

    private static final Logger LOG = Logger.getLogger(Tidying.class);

    private final DockerHost host;
    private final Images images;
    private final Registry registry;
    private final Executor behind;

    @Inject
    Tidying(DockerHost host, Images images, Registry registry) {
        this(host, images, registry, work -> Thread.ofVirtual().name("tidying").start(work));
    }

    Tidying(DockerHost host, Images images, Registry registry, Executor behind) {
        this.host = host;
        this.images = images;
        this.registry = registry;
        this.behind = behind;
    }

    /** Removes the container that was set aside, whose name only this operation uses, and images of old releases. */
    void after(SlotContainer place, String aside) {
        behind(place.describe(), () -> {
            host.check(host.docker().remove(aside));
            images.tidy(place.project(), place.environment(), used(place.project(), place.environment()));
        });
    }

    /** Removes images of old releases, those that never became healthy among them. */
    void images(String project, Environment environment) {
        behind(project, () -> images.tidy(project, environment, used(project, environment)));
    }

    private void behind(String what, Runnable work) {
        behind.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException later) {
                LOG.warnf("%s: not all is tidied up yet: %s", what, later.getMessage());
            }
        });
    }

    private Set<String> used(String project, Environment environment) {
        Slots slots = registry.slots(project, environment);
        return Stream.of(slots.blue(), slots.green())
                .map(Slot::digest)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
