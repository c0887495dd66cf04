package kr.codeb.provisioner.scan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.provisioner.site.Site;

/**
 * A project's environment that is looked at, with what the registry says of it.
 *
 * @param settings null when the SSOT cannot be read
 * @param slots null when there is no slot file, or it cannot be read
 */
record Subject(String project, Environment environment, ProjectEnvironment settings, Slots slots, EnvTruth env) {

    Site site(String baseDomain) {
        return Site.of(project, environment, settings, baseDomain);
    }

    /** Those of the slots in which something stands. */
    List<Slot> standing() {
        return slots == null
                ? List.of()
                : Stream.of(slots.blue(), slots.green())
                        .filter(slot -> slot.state() != SlotState.EMPTY)
                        .toList();
    }

    /** Versions of the env file that containers were started with. */
    List<String> releases() {
        return standing().stream()
                .map(Slot::envVersion)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** A variable of the env file that is not empty. */
    Optional<String> value(String name) {
        return env.file().flatMap(file -> file.value(name)).filter(value -> !value.isBlank());
    }
}
