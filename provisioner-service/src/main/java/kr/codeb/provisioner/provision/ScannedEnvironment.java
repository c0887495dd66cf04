package kr.codeb.provisioner.provision;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.provisioner.env.EnvTruth;

/**
 * A project's environment that is looked at, with what the registry says of it.
 *
 * @param settings null when the SSOT cannot be read
 * @param slots null when there is no slot file, or it cannot be read
 */
public record ScannedEnvironment(
        String project, Environment environment, ProjectEnvironment settings, Slots slots, EnvTruth env) {

    /** Those of the slots that hold a version. */
    List<Slot> occupied() {
        return slots == null
                ? List.of()
                : Stream.of(slots.blue(), slots.green())
                        .filter(slot -> slot.state() != SlotState.EMPTY)
                        .toList();
    }

    /** Versions of the env file that containers were started with. */
    public List<String> releases() {
        return occupied().stream()
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
