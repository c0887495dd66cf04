package kr.codeb.deployer.scan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import kr.codeb.contracts.scan.RestoredFile;

/**
 * What a repair is called with.
 *
 * @param restored registry files that were brought back just before; the operation could not have begun without them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RepairParams(List<RestoredFile> restored) {

    private static final String REMEMBERED = "memory";

    RepairParams {
        restored = restored == null ? List.of() : List.copyOf(restored);
    }

    /**
     * Whether the slots are as they were at their last change. A kept version is older than that: what it says of traffic and
     * containers has to be looked at by a person first.
     */
    boolean slotsAreSure() {
        return restored.stream()
                .allMatch(file -> !file.file().startsWith("slots/") || REMEMBERED.equals(file.restoredFrom()));
    }
}
