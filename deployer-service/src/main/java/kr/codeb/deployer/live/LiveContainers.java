package kr.codeb.deployer.live;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ContainerConditions;
import kr.codeb.contracts.deployer.ContainerConditions.ContainerCondition;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.deployer.ContainerView.End;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.SlotContainer;

/**
 * What runs now, without asking Docker for each question. For answers only: whoever changes a container asks Docker itself.
 */
@Singleton
public class LiveContainers {

    private final Watch watch;
    private final Usages usages;

    @Inject
    LiveContainers(Watch watch, Usages usages) {
        this.watch = watch;
        this.usages = usages;
    }

    /** Both slots of one environment. */
    public ContainerViews of(String project, Environment environment) {
        Map<String, Sighting> there = watch.picture().of(Watch.names(project, environment));
        List<ContainerView> views = Stream.of(SlotName.values())
                .map(slot -> new SlotContainer(project, environment, slot))
                .map(place -> view(place, there.get(place.name())))
                .toList();
        return new ContainerViews(views, age(), error());
    }

    /** How the containers of these projects are. @param projects empty for all */
    public ContainerConditions conditions(Set<String> projects) {
        Map<SlotContainer, Sighting> there = new LinkedHashMap<>();
        watch.picture()
                .all()
                .forEach(seen -> SlotContainer.named(seen.name())
                        .filter(place -> projects.isEmpty() || projects.contains(place.project()))
                        .ifPresent(place -> there.put(place, seen)));
        usages.await(there.values().stream().filter(Sighting::running).toList());
        List<ContainerCondition> conditions = there.entrySet().stream()
                .map(one -> condition(one.getKey(), one.getValue()))
                .toList();
        return new ContainerConditions(conditions, age(), error());
    }

    private ContainerCondition condition(SlotContainer place, Sighting seen) {
        List<End> ends = watch.ends().of(seen.id());
        Usages.Measured measured = seen.running() ? usages.known(seen) : Usages.Measured.NOTHING;
        Condition condition = Condition.of(seen, ends, measured.answers(), Instant.now());
        return new ContainerCondition(
                place.project(),
                place.environment(),
                place.slot(),
                seen.version(),
                seen.status(),
                condition.healthy(),
                condition.reason(),
                Unusual.of(seen, ends, measured.usage(), Instant.now()));
    }

    private ContainerView view(SlotContainer place, Sighting seen) {
        if (seen == null) {
            return ContainerView.absent(place.slot(), place.name());
        }
        List<End> ends = watch.ends().of(seen.id());
        Usages.Measured measured = seen.running() ? usages.of(seen) : Usages.Measured.NOTHING;
        Condition condition = Condition.of(seen, ends, measured.answers(), Instant.now());
        return new ContainerView(
                place.slot(),
                place.name(),
                true,
                seen.status(),
                seen.health(),
                seen.image(),
                seen.version(),
                seen.startedAt(),
                seen.restarts(),
                seen.running() ? null : seen.exitCode(),
                measured.usage().cpuPercent(),
                measured.usage().memoryBytes(),
                last(seen, ends),
                condition.healthy(),
                condition.reason());
    }

    /** The last end that nobody asked for; of one that lies there, how it ended. */
    private static End last(Sighting seen, List<End> ends) {
        if (!ends.isEmpty()) {
            return ends.getLast();
        }
        boolean never = seen.finishedAt() == null || seen.finishedAt().startsWith("0001-");
        return seen.running() || never
                ? null
                : new End(Instant.parse(seen.finishedAt()), seen.exitCode(), seen.oomKilled());
    }

    private long age() {
        return watch.picture().age().toMillis();
    }

    private String error() {
        return Optional.ofNullable(watch.picture().trouble())
                .map(why -> "Docker on the app server cannot be asked (%s). What is shown is %d s old."
                        .formatted(why, watch.picture().age().toSeconds()))
                .orElse(null);
    }
}
