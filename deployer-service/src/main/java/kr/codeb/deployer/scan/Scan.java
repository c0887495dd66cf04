package kr.codeb.deployer.scan;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.HostScan;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.ScanView;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.live.LiveContainers;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.web.Concurrent;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Puts the whole answer together. What cannot be looked at costs its own part only, and stands in {@code issues}. */
@Singleton
class Scan {

    private static final HostScan UNSEEN = new HostScan(null, null, null, null, null, List.of(), List.of());

    private final Registry registry;
    private final RegistryFilesClient files;
    private final ScanAndRepairClient provisioner;
    private final Containers containers;
    private final LiveContainers live;

    Scan(
            Registry registry,
            @RestClient RegistryFilesClient files,
            @RestClient ScanAndRepairClient provisioner,
            Containers containers,
            LiveContainers live) {
        this.registry = registry;
        this.files = files;
        this.provisioner = provisioner;
        this.containers = containers;
        this.live = live;
    }

    /** For somebody who does not hold the project. @throws CodebException PROJECT_NOT_FOUND */
    ScanView now(String project, Environment environment) {
        boolean busy = registry.busy(project, environment);
        ScanView view = of(project, environment);
        if (!busy) {
            return view;
        }
        List<String> issues = new ArrayList<>(view.issues());
        issues.addFirst("An operation works on it just now; what it changes may show as drift.");
        return view.saying(issues);
    }

    /** For whoever holds the project. @throws CodebException PROJECT_NOT_FOUND */
    ScanView of(String project, Environment environment) {
        List<String> issues = new ArrayList<>();
        Concurrent<HostScan> hosts =
                Concurrent.begin(() -> Neighbour.reading(() -> provisioner.scan(project, environment)));
        List<RegistryFile> states = Neighbour.reading(() -> files.states(
                List.of(RegistryFile.SSOT, RegistryFile.REDIS_NUMBERS, RegistryFile.slots(project, environment))));
        states.stream()
                .filter(file -> !file.usable())
                .map(RegistryFile::problem)
                .forEach(issues::add);
        ProjectEnvironment settings = readable(() -> registry.settings(project, environment), null);
        Slots slots = slots(project, environment, states);
        Map<SlotName, FoundContainer> found = seen(() -> containers.inSlots(project, environment), issues);
        HostScan host = seen(() -> hosts.outcome(), issues);
        host = host == null ? UNSEEN : host;
        issues.addAll(host.issues());
        List<Drift> drift = new ArrayList<>(Differences.files(states));
        drift.addAll(Differences.ports(settings, slots));
        if (slots != null && found != null) {
            drift.addAll(Differences.containers(slots, project, environment, found));
            drift.addAll(Differences.conditions(slots, live.of(project, environment)));
            issues.addAll(Differences.issues(slots, project, environment, found));
        }
        drift.addAll(host.drift());
        return new ScanView(
                project,
                environment,
                settings == null ? null : true,
                settings == null ? null : settings.ports(),
                states(slots),
                host.env(),
                host.site(),
                host.dns(),
                host.database(),
                host.redis(),
                views(project, environment, found),
                drift,
                issues.stream().distinct().toList());
    }

    private Slots slots(String project, Environment environment, List<RegistryFile> states) {
        boolean usable = states.stream()
                .filter(state -> state.file().equals(RegistryFile.slots(project, environment)))
                .allMatch(RegistryFile::usable);
        return usable ? readable(() -> registry.slots(project, environment), null) : null;
    }

    private static Map<SlotName, SlotState> states(Slots slots) {
        if (slots == null) {
            return null;
        }
        Map<SlotName, SlotState> states = new EnumMap<>(SlotName.class);
        Stream.of(slots.blue(), slots.green()).forEach(slot -> states.put(slot.name(), slot.state()));
        return states;
    }

    private static Map<SlotName, ContainerView> views(
            String project, Environment environment, Map<SlotName, FoundContainer> found) {
        if (found == null) {
            return null;
        }
        Map<SlotName, ContainerView> views = new EnumMap<>(SlotName.class);
        for (SlotName slot : SlotName.values()) {
            views.put(slot, view(new SlotContainer(project, environment, slot), found.get(slot)));
        }
        return views;
    }

    private static ContainerView view(SlotContainer place, FoundContainer found) {
        return found == null
                ? ContainerView.absent(place.slot(), place.name())
                : ContainerView.asFound(place.slot(), place.name(), found.status(), found.image(), found.version());
    }

    /** A registry file that cannot be used is drift, not a failure. */
    private static <T> T readable(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (CodebException damaged) {
            if (damaged.code() == ErrorCode.REGISTRY_CORRUPT) {
                return otherwise;
            }
            throw damaged;
        }
    }

    /** A host or a service that is away is an issue, not a failure. */
    private static <T> T seen(Supplier<T> look, List<String> issues) {
        try {
            return look.get();
        } catch (CommandFailed refused) {
            issues.add("Docker could not be asked: " + refused.result().complaint());
        } catch (CodebException told) {
            issues.add(told.getMessage());
        }
        return null;
    }
}
