package kr.codeb.provisioner.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Slot;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.contracts.registry.SlotState;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.contracts.scan.DatabaseScan;
import kr.codeb.contracts.scan.DnsScan;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RedisScan;
import kr.codeb.provisioner.env.DerivedEnv.Comparison;
import kr.codeb.provisioner.redis.RedisUsers.Login;
import org.junit.jupiter.api.Test;

/** Facts and the registry's word, to drift. */
class DifferencesTest {

    private static final String ROUTES = "/routes";
    private static final RedisScan USER = new RedisScan(2, "shop", true);

    private static Slots slots(SlotState blue, SlotState green) {
        return new Slots(
                "shop",
                "team",
                Environment.PRODUCTION,
                SlotName.GREEN,
                slot(SlotName.BLUE, blue),
                slot(SlotName.GREEN, green),
                null);
    }

    private static Slot slot(SlotName name, SlotState state) {
        return new Slot(name, state, 4100, null, null, null, null, null, null, null, null, null, null);
    }

    private static List<String> names(List<Drift> drift) {
        return drift.stream().map(Drift::what).toList();
    }

    private static ProjectRoutes.Markers markers(String live, Set<String> previews, Set<String> state) {
        return new ProjectRoutes.Markers(live, previews, state);
    }

    private static List<Drift> env(boolean exists, boolean matches, boolean released, String version) {
        return Differences.env(
                "/p/.env.production", new Comparison(exists, matches, released), version, List.of("env1"));
    }

    @Test
    void markersFollowFromTheSlots() {
        Slots slots = slots(SlotState.GRACE, SlotState.ACTIVE);
        Set<String> both = Set.of("blue", "green");
        Set<String> state = Set.of("green", "failover");
        assertEquals(List.of(), Differences.routes(slots, markers("/routes/.states/green-blue", both, state), ROUTES));
        Drift moved = Differences.routes(slots, markers("/routes/.states/blue", both, state), ROUTES)
                .getFirst();
        assertEquals(new Drift("live marker", "green-blue", "blue", true, null), moved);
        assertEquals(
                "missing",
                Differences.routes(slots, markers("", both, state), ROUTES)
                        .getFirst()
                        .found());
        assertEquals(
                List.of("route state green-blue", "preview marker blue"),
                names(Differences.routes(
                        slots, markers("/routes/.states/green-blue", Set.of("green"), Set.of("green")), ROUTES)));
        assertEquals(
                "set",
                Differences.routes(
                                slots(SlotState.EMPTY, SlotState.EMPTY),
                                markers("/routes/.states/none", Set.of("green"), Set.of("none")),
                                ROUTES)
                        .getFirst()
                        .found());
    }

    @Test
    void theSiteIsWhatTheRegistrySaysOrDrift() {
        assertEquals(List.of(), Differences.site("/s", Optional.of("text"), "text"));
        assertEquals(
                "edited",
                Differences.site("/s", Optional.of("text "), "text").getFirst().found());
        assertEquals(
                "missing",
                Differences.site("/s", Optional.empty(), "text").getFirst().found());
    }

    @Test
    void anEnvFileEditedByHandIsNoCaseForARepair() {
        assertEquals(List.of(), env(true, true, false, "env2"));
        Drift edited = env(true, false, true, "env2").getFirst();
        assertEquals("env file", edited.what());
        assertFalse(edited.repairable());
    }

    @Test
    void whatContainersAreStartedWithIsMadeAnew() {
        assertEquals("edited", env(true, false, false, "env1").getFirst().found());
        assertEquals("edited", env(true, false, false, "env2").getFirst().found());
        assertEquals("missing", env(false, false, false, "env1").getFirst().found());
        assertTrue(env(true, false, true, "env1").getFirst().repairable());
    }

    @Test
    void onlyOurOwnRecordsAreCompared() {
        assertEquals(
                List.of("dns record b.codeb.test", "dns record c.codeb.test"),
                names(Differences.dns(
                        List.of(
                                new DnsScan.Name("a.codeb.test", "192.0.2.1", "192.0.2.1"),
                                new DnsScan.Name("b.codeb.test", "192.0.2.1", ""),
                                new DnsScan.Name("c.codeb.test", "192.0.2.1", "192.0.2.1 192.0.2.9"),
                                new DnsScan.Name("shop.example.com", "192.0.2.1", null)),
                        name -> true)));
        assertFalse(Differences.dns(
                        List.of(new DnsScan.Name("b.codeb.test", "192.0.2.1", "CNAME elsewhere.")), name -> false)
                .getFirst()
                .repairable());
    }

    @Test
    void aRoleThatMayTakeEveryConnectionIsDrift() {
        Drift drift = Differences.database(new DatabaseScan("d", true, true, true), "u", true)
                .getFirst();
        assertEquals("database connections of u", drift.what());
        assertTrue(drift.repairable());
    }

    @Test
    void theDatabaseIsMadeAgainWhenItsPasswordIsKnown() {
        assertEquals(List.of(), Differences.database(new DatabaseScan("d", true, true, true), "u", false));
        assertEquals(List.of(), Differences.database(new DatabaseScan("d", true, true, null), "u", false));
        assertEquals(
                List.of("database login"),
                names(Differences.database(new DatabaseScan("d", true, true, false), "u", false)));
        List<Drift> gone = Differences.database(new DatabaseScan("d", false, false, false), "u", false);
        assertEquals(List.of("database user u", "database d"), names(gone));
        assertTrue(gone.stream().allMatch(Drift::repairable));
        assertFalse(Differences.database(new DatabaseScan("d", true, false, null), "u", false)
                .getFirst()
                .repairable());
    }

    @Test
    void theRedisUserHasItsNumberAndNoOther() {
        assertEquals(List.of(), Differences.redis(USER, Login.FENCED, List.of()));
        assertEquals(
                List.of("redis user shop"),
                names(Differences.redis(new RedisScan(2, "shop", false), Login.REFUSED, List.of())));
        assertEquals(List.of("redis login"), names(Differences.redis(USER, Login.REFUSED, List.of())));
        assertEquals(
                "other numbers are open to it; GET is refused",
                Differences.redis(USER, Login.OPEN, List.of("GET is refused"))
                        .getFirst()
                        .found());
    }
}
