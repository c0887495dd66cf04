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
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.neighbour.Registry;
import org.jboss.logging.Logger;

/** Removes images of old releases, those that never became healthy among them, behind the answer. What is missed here, the next deploy finds. */
@Singleton
class ImageCleanup {

    private static final Logger LOG = Logger.getLogger(ImageCleanup.class);

    private final Images images;
    private final Registry registry;
    private final Executor behind;

    @Inject
    ImageCleanup(Images images, Registry registry) {
        this(images, registry, work -> Thread.ofVirtual().name("image cleanup").start(work));
    }

    ImageCleanup(Images images, Registry registry, Executor behind) {
        this.images = images;
        this.registry = registry;
        this.behind = behind;
    }

    /** Begins, and returns at once. */
    void begin(String project, Environment environment) {
        behind.execute(() -> {
            try {
                images.tidy(project, environment, used(project, environment));
            } catch (RuntimeException later) {
                LOG.infof("images of %s (%s) are left for later: %s", project, environment, later.getMessage());
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
