package kr.codeb.provisioner.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitesTest {

    private static final List<String> PROJECTS = List.of("myapp", "one", "two", "three", "four");
    private static final Environment PRODUCTION = Environment.PRODUCTION;
    private static final ProjectEnvironment SETTINGS = new ProjectEnvironment(
            new Ports(4100, 4101), null, null, "myapp.codeb.test", null, null, null, null, null, null, null);
    /** Refuses what holds the word BROKEN when it adapts, UNLOADABLE when it loads; counts its reloads, and waits while told to. */
    private static final String CADDY = """
            file=$(eval echo "\\${$#}")
            case $1 in
                adapt)
                    if grep -q BROKEN "$(dirname "$file")"/sites/*.caddy; then echo "Error: adapting config using caddyfile: $file:1: BROKEN" >&2; exit 1; fi
                    cat "$(dirname "$file")"/sites/*.caddy ;;
                reload)
                    echo reload >> @/reloads
                    while [ -e @/wait ]; do sleep 0.05; done
                    if grep -q UNLOADABLE "$file"; then echo 'Error: sending configuration to instance: caddy responded with error: HTTP 400: no' >&2; exit 1; fi
                    cp "$file" @/loaded ;;
            esac""";

    @TempDir
    Path folder;

    private final HeldOperation held =
            InMemoryOperation.of(OperationKind.INIT, "op_1", Map.of()).begin();
    private LocalShell shell;
    private Sites sites;
    private Routes routes;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(folder.resolve("registry/fences"));
        for (String project : PROJECTS) {
            Files.writeString(folder.resolve("registry/fences").resolve(project + "-production"), "1\n");
        }
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("Caddyfile"), "{\n\tadmin off\n}\nimport " + folder + "/sites/*.caddy\n");
        Files.writeString(folder.resolve("reloads"), "");
        file = folder.resolve("sites/myapp.caddy");
        shell = new LocalShell(folder.resolve("bin"), new Fuse())
                .program("caddy", CADDY.replace("@", folder.toString()));
        AppServer app = new AppServer(shell, InMemoryOperation.fence(folder.toString()));
        SitePaths paths =
                new SitePaths(folder + "/sites", folder + "/routes", folder + "/logs", "codeb.test", "127.0.0.1", 443);
        sites = new Sites(app, paths, folder + "/Caddyfile", "caddy adapt --config", "caddy reload --config");
        routes = new Routes(app, paths, "127.0.0.1", 443);
    }

    private long reloads() throws IOException {
        return Files.readString(folder.resolve("reloads")).lines().count();
    }

    private void put(String text) {
        sites.put(held, "myapp", PRODUCTION, text);
    }

    @Test
    void putsASiteInPlaceAndReloadsOnce() throws Exception {
        put("one\n");
        put("one\n");
        assertEquals("one\n", Files.readString(file));
        assertEquals(Optional.of("one\n"), sites.read("myapp", PRODUCTION));
        assertEquals(1, reloads());
    }

    @Test
    void takesARefusedSiteBackAlsoToNotBeingThere() throws Exception {
        CodebException refused = assertThrows(CodebException.class, () -> put("BROKEN\n"));
        assertEquals(ErrorCode.SITE_INVALID, refused.code());
        assertTrue(refused.getMessage().contains("Caddyfile:1: BROKEN"), refused.getMessage());
        assertFalse(refused.getMessage().contains(".check."));
        assertFalse(Files.exists(file));
        put("one\n");
        assertThrows(CodebException.class, () -> put("BROKEN\n"));
        assertEquals("one\n", Files.readString(file));
        assertEquals(1, reloads());
    }

    @Test
    void putsNoFileInPlaceThatARunningCaddyHasNotTaken() throws Exception {
        put("one\n");
        Files.writeString(folder.resolve("wait"), "");
        Thread refused = Thread.startVirtualThread(() -> assertThrows(CodebException.class, () -> put("UNLOADABLE\n")));
        until(() -> reloads() == 2);
        assertEquals("one\n", Files.readString(file));
        Files.delete(folder.resolve("wait"));
        refused.join();
        CodebException told = assertThrows(CodebException.class, () -> put("UNLOADABLE\n"));
        assertEquals(ErrorCode.SITE_INVALID, told.code());
        assertEquals("one\n", Files.readString(file));
    }

    /** One site is being loaded; these come meanwhile, and hear what became of each. */
    private Map<String, RuntimeException> meanwhile(Map<String, String> texts) throws Exception {
        Files.writeString(folder.resolve("wait"), "");
        Thread first = Thread.ofPlatform().start(() -> put("first\n"));
        until(() -> reloads() == 1);
        Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
        List<Thread> crowd = new ArrayList<>();
        texts.forEach((project, text) -> crowd.add(Thread.ofPlatform().start(() -> {
            Hold hold = InMemoryOperation.of(OperationKind.INIT, project, "op_" + project, Map.of())
                    .begin()
                    .hold();
            try {
                sites.put(hold, project, PRODUCTION, text);
            } catch (RuntimeException failure) {
                failures.put(project, failure);
            }
        })));
        until(() -> crowd.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        Files.delete(folder.resolve("wait"));
        for (Thread thread : crowd) {
            thread.join();
        }
        first.join();
        return failures;
    }

    @Test
    void sitesThatWaitShareOneReload() throws Exception {
        Map<String, RuntimeException> failures =
                meanwhile(Map.of("one", "1\n", "two", "2\n", "three", "3\n", "four", "4\n"));
        assertEquals(Map.of(), failures);
        assertEquals(2, reloads());
        for (String project : PROJECTS) {
            assertTrue(Files.exists(folder.resolve("sites/" + project + ".caddy")), project);
        }
        assertTrue(Files.readString(folder.resolve("loaded")).contains("3\n"));
        assertFalse(Files.exists(folder.resolve("routes/.reload")));
    }

    @Test
    void aSiteThatIsRefusedHarmsNoneThatCameWithIt() throws Exception {
        Map<String, RuntimeException> failures =
                meanwhile(Map.of("one", "1\n", "two", "UNLOADABLE\n", "three", "BROKEN\n", "four", "4\n"));
        assertEquals(Set.of("two", "three"), failures.keySet());
        assertTrue(failures.get("three").getMessage().contains("Caddy refuses the site of three"));
        assertEquals("1\n", Files.readString(folder.resolve("sites/one.caddy")));
        assertEquals("4\n", Files.readString(folder.resolve("sites/four.caddy")));
        assertFalse(Files.exists(folder.resolve("sites/two.caddy")));
        assertFalse(Files.exists(folder.resolve("sites/three.caddy")));
    }

    @Test
    void aHoldThatIsLostEndsItsOwnChangeOnly() throws Exception {
        Files.writeString(folder.resolve("registry/fences/two-production"), "2\n");
        Map<String, RuntimeException> failures = meanwhile(Map.of("one", "1\n", "two", "2\n", "three", "3\n"));
        assertEquals(Set.of("two"), failures.keySet());
        assertInstanceOf(HoldLost.class, failures.get("two"));
        assertFalse(Files.exists(folder.resolve("sites/two.caddy")));
        assertTrue(Files.exists(folder.resolve("sites/three.caddy")));
        assertTrue(Files.exists(folder.resolve("sites/one.caddy")));
    }

    private static void until(Callable<Boolean> happened) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!happened.call()) {
            assertTrue(System.nanoTime() < end, "it did not happen within 10 s");
            Thread.sleep(10);
        }
    }

    @Test
    void reloadsLaterWhatItCouldNotReload() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/.reload"), "");
        Files.writeString(file, "one\n");
        put("one\n");
        assertEquals(1, reloads());
        put("one\n");
        assertEquals(1, reloads());
    }

    @Test
    void saysWhenCaddyWouldNeverReadTheSite() throws Exception {
        Files.writeString(folder.resolve("Caddyfile"), "localhost\n");
        CodebException refused = assertThrows(CodebException.class, () -> put("one\n"));
        assertTrue(refused.getMessage().contains("does not import"));
        assertFalse(Files.exists(file));
    }

    @Test
    void removesASiteWithOneReload() throws Exception {
        put("one\n");
        sites.remove(new OwnHold(held));
        assertFalse(Files.exists(file));
        assertEquals(2, reloads());
    }

    private Path live() throws IOException {
        return folder.resolve("routes/myapp-production/live").toRealPath();
    }

    private SlotName move(Route route, List<SlotName> previews, boolean verify) {
        return routes.change(held.hold(), "myapp", PRODUCTION, SETTINGS, new RouteChange(route, previews, verify));
    }

    private void mark() {
        sites.mark(held, Site.of("myapp", PRODUCTION, SETTINGS, "codeb.test"), Route.NONE);
    }

    @Test
    void keepsAStateForEveryRoute() throws Exception {
        mark();
        assertEquals("none", live().getFileName().toString());
        for (Route route : Route.values()) {
            move(route, List.of(), false);
            assertEquals(folder.resolve("routes/.states").resolve(route.wire()).toRealPath(), live());
            assertEquals(
                    route == Route.BLUE_GREEN || route == Route.GREEN_BLUE, Files.exists(live().resolve("failover")));
            assertTrue(Files.exists(live().resolve(
                            route == Route.NONE
                                    ? "none"
                                    : route.slots().getFirst().wire())));
        }
    }

    @Test
    void movesTrafficOnceCaddyProvesIt() throws Exception {
        mark();
        shell.program("curl", "printf 'HTTP/2 200\\r\\nx-codeb-slot: green\\r\\n\\r\\n'");
        assertEquals(SlotName.GREEN, move(Route.GREEN_BLUE, List.of(SlotName.GREEN, SlotName.BLUE), true));
        assertEquals("green-blue", live().getFileName().toString());
        assertTrue(Files.exists(folder.resolve("routes/myapp-production/preview-blue")));
    }

    @Test
    void putsTrafficBackWhenAnotherSlotAnswers() throws Exception {
        mark();
        move(Route.BLUE, List.of(SlotName.BLUE), false);
        shell.program("curl", "printf 'HTTP/2 200\\r\\nx-codeb-slot: blue\\r\\n\\r\\n'");
        CodebException refused =
                assertThrows(CodebException.class, () -> move(Route.GREEN_BLUE, List.of(SlotName.GREEN), true));
        assertTrue(refused.getMessage().contains("green should have answered, but blue did"), refused.getMessage());
        assertEquals("blue", live().getFileName().toString());
        assertTrue(Files.exists(folder.resolve("routes/myapp-production/preview-blue")));
        assertFalse(Files.exists(folder.resolve("routes/myapp-production/preview-green")));
    }
}
