package kr.codeb.deployer.delete;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;

/** Everything that CodeB made for an environment's slots, in its place, set aside or not yet there. */
@Singleton
class EnvironmentContainers {

    private final Containers containers;

    EnvironmentContainers(Containers containers) {
        this.containers = containers;
    }

    List<FoundContainer> of(String project, Environment environment) {
        return containers.of(project).stream()
                .filter(container -> Stream.of(SlotName.values())
                        .map(slot -> new SlotContainer(project, environment, slot))
                        .anyMatch(
                                place -> container.in(place) || container.asideOf(place) || container.freshFor(place)))
                .toList();
    }
}
