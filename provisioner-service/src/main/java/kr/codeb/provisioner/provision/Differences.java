package kr.codeb.provisioner.provision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.DatabaseScan;
import kr.codeb.contracts.scan.DnsScan;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RedisScan;
import kr.codeb.provisioner.env.DerivedEnv;
import kr.codeb.provisioner.redis.RedisUsers.Login;

/** Where what was found differs from what the registry says. Looks at nothing but its arguments. */
final class Differences {

    private static final String MISSING = "missing";

    private Differences() {}

    /**
     * An env file that was edited by hand since the last deploy is told by what containers were started with, which still is
     * that of a release; a sync would have made it anew.
     */
    static List<Drift> env(String path, DerivedEnv.Comparison found, String version, List<String> releases) {
        if (found.matches()) {
            return List.of();
        }
        if (!found.exists()) {
            return List.of(Drift.repairable("container env file", path, MISSING));
        }
        if (found.released() && !releases.contains(version)) {
            return List.of(Drift.reported(
                    "env file",
                    "version " + String.join(" or ", releases) + ", as containers have it",
                    "version %s, edited by hand; the next deploy takes it".formatted(version)));
        }
        return List.of(Drift.repairable("container env file", "as made from the env file", "edited"));
    }

    static List<Drift> site(String path, Optional<String> found, String wanted) {
        if (found.filter(wanted::equals).isPresent()) {
            return List.of();
        }
        return List.of(
                found.isPresent()
                        ? Drift.repairable("site file", "as the registry says", "edited")
                        : Drift.repairable("site file", path, MISSING));
    }

    /** @param routes folder of all markers */
    static List<Drift> routes(Slots slots, ProjectRoutes.Markers markers, String routes) {
        List<Drift> drift = new ArrayList<>();
        Route route = Route.of(slots);
        String states = routes + "/.states/";
        if (!markers.live().equals(states + route)) {
            drift.add(Drift.repairable(
                    "live marker",
                    route.wire(),
                    markers.live().isEmpty() ? MISSING : markers.live().replace(states, "")));
        }
        Set<String> state = files(route);
        if (!markers.state().containsAll(state)) {
            drift.add(Drift.repairable(
                    "route state " + route,
                    String.join(", ", state.stream().sorted().toList()),
                    markers.state().isEmpty() ? MISSING : String.join(", ", markers.state())));
        }
        for (Slot slot : List.of(slots.blue(), slots.green())) {
            boolean open = markers.previews().contains(slot.name().wire());
            boolean wanted = slot.state() != SlotState.EMPTY;
            if (open != wanted) {
                drift.add(Drift.repairable(
                        "preview marker " + slot.name(), wanted ? "set" : "not set", open ? "set" : MISSING));
            }
        }
        return drift;
    }

    /** What the state of a route holds. */
    private static Set<String> files(Route route) {
        return switch (route) {
            case NONE -> Set.of("none");
            case BLUE, GREEN -> Set.of(route.wire());
            case BLUE_GREEN -> Set.of(SlotName.BLUE.wire(), "failover");
            case GREEN_BLUE -> Set.of(SlotName.GREEN.wire(), "failover");
        };
    }

    /** @param repairable whether a repair can set a name's record without touching somebody else's */
    static List<Drift> dns(List<DnsScan.Name> records, Predicate<String> repairable) {
        return records.stream()
                .filter(record -> record.found() != null && !record.found().equals(record.expected()))
                .map(record -> new Drift(
                        "dns record " + record.name(),
                        record.expected(),
                        record.found().isEmpty() ? MISSING : record.found(),
                        repairable.test(record.name()),
                        null))
                .toList();
    }

    /**
     * @param user name of the role; without the env file's URL nobody knows its password
     * @param unlimited whether the role may open as many connections as the server has
     */
    static List<Drift> database(DatabaseScan found, String user, boolean unlimited) {
        List<Drift> drift = new ArrayList<>();
        boolean known = found.login() != null;
        if (!found.user()) {
            drift.add(new Drift("database user " + user, "a role that can log in", MISSING, known, null));
        }
        if (!found.exists()) {
            drift.add(new Drift("database " + found.name(), "owned by " + user, MISSING, known || found.user(), null));
        }
        if (found.user() && found.exists() && Boolean.FALSE.equals(found.login())) {
            drift.add(Drift.repairable("database login", "the env file's DATABASE_URL works", "refused"));
        }
        if (unlimited) {
            drift.add(Drift.repairable("database connections of " + user, "a limit", "as many as the server has"));
        }
        return drift;
    }

    /** @param wrong what the user may do and should not, or the other way round */
    static List<Drift> redis(RedisScan found, Login login, List<String> wrong) {
        if (!found.exists()) {
            return List.of(Drift.repairable("redis user " + found.user(), "number " + found.db(), MISSING));
        }
        if (login == Login.REFUSED) {
            return List.of(Drift.repairable("redis login", "the env file's REDIS_URL works", "refused"));
        }
        List<String> rights = new ArrayList<>(wrong);
        if (login == Login.OPEN) {
            rights.addFirst("other numbers are open to it");
        }
        return rights.isEmpty()
                ? List.of()
                : List.of(Drift.repairable(
                        "redis rights of " + found.user(),
                        "all ordinary commands in number %d alone".formatted(found.db()),
                        String.join("; ", rights)));
    }
}
