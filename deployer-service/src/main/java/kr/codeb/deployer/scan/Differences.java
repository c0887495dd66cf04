package kr.codeb.deployer.scan;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;

/** Where what was found differs from what the registry says. Looks at nothing but its arguments. */
final class Differences {

    private Differences() {}

    /** A slot file that is gone has no successor that anybody could know; the common files begin in the kept versions. */
    static List<Drift> files(List<RegistryFile> files) {
        return files.stream()
                .filter(file -> !file.usable())
                .map(Differences::file)
                .toList();
    }

    static Drift file(RegistryFile file) {
        boolean restorable =
                file.state() == RegistryFile.State.DAMAGED || !file.file().startsWith("slots/");
        return new Drift(registryFile(file.file()), "readable", file.state().wire(), restorable, null);
    }

    static String registryFile(String file) {
        return "registry file " + file;
    }

    /** Either may be null: then it cannot be compared. */
    static List<Drift> ports(ProjectEnvironment settings, Slots slots) {
        if (settings == null || settings.ports() == null || slots == null) {
            return List.of();
        }
        Ports file = new Ports(slots.blue().port(), slots.green().port());
        return settings.ports().equals(file)
                ? List.of()
                : List.of(Drift.reported(
                        "ports", words(settings.ports()) + " (ssot.json)", words(file) + " (slot file)"));
    }

    private static String words(Ports ports) {
        return "blue %d, green %d".formatted(ports.blue(), ports.green());
    }

    static List<Drift> containers(
            Slots slots, String project, Environment environment, Map<SlotName, FoundContainer> found) {
        return both(slots)
                .map(slot -> verdict(slot, place(project, environment, slot), found)
                        .drift(place(project, environment, slot), slot))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Versions that run and do not do their work: nothing that a repair could mend. */
    static List<Drift> conditions(Slots slots, ContainerViews live) {
        return live.containers().stream()
                .filter(view -> Boolean.FALSE.equals(view.healthy()) && "running".equals(view.status()))
                .filter(view -> slots.slot(view.slot()).state() != SlotState.EMPTY)
                .map(view -> Drift.reported("health of " + view.name(), "healthy", view.reason()))
                .toList();
    }

    static List<String> issues(
            Slots slots, String project, Environment environment, Map<SlotName, FoundContainer> found) {
        return both(slots)
                .map(slot -> verdict(slot, place(project, environment, slot), found)
                        .issue(place(project, environment, slot)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Verdict verdict(Slot slot, SlotContainer place, Map<SlotName, FoundContainer> found) {
        return Verdict.of(place, slot, found.get(slot.name()));
    }

    private static SlotContainer place(String project, Environment environment, Slot slot) {
        return new SlotContainer(project, environment, slot.name());
    }

    private static Stream<Slot> both(Slots slots) {
        return Stream.of(slots.blue(), slots.green());
    }

    /**
     * What a repair made of the drift there was.
     *
     * @param before drift when it began
     * @param after drift that there is now
     */
    static List<Drift> afterRepair(List<Drift> before, List<Drift> after) {
        Stream<Drift> mended = before.stream()
                .filter(drift -> after.stream().noneMatch(left -> left.what().equals(drift.what())))
                .map(drift -> drift.repaired(true));
        return Stream.concat(mended, after.stream().map(drift -> drift.repaired(false)))
                .toList();
    }
}
