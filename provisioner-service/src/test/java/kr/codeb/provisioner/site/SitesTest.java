package kr.codeb.provisioner.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.operations.run.Held;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.testing.Fuse;
import kr.codeb.provisioner.testing.LocalShell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitesTest {

    private static final Environment PRODUCTION = Environment.PRODUCTION;
    private static final ProjectEnvironment SETTINGS = new ProjectEnvironment(
            new Ports(4100, 4101), null, null, "myapp.codeb.test", null, null, null, null, null, null, null);
    /** Refuses what holds the word BROKEN, only when it validates; writes down that it was asked to reload. */
    private static final String CADDY = """
            case $1 in
                validate)
                    if grep -q BROKEN "$(dirname "$4")"/sites/*.caddy; then echo "Error: adapting config using caddyfile: $4:1: BROKEN" >&2; exit 1; fi ;;
                reload) echo reload >> %s ;;
            esac""";

    @TempDir
    Path folder;

    private final HeldOperation held =
            Held.of(OperationKind.INIT, "op_1", Map.of()).begin();
    private LocalShell shell;
    private Sites sites;
    private Routes routes;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("registry/fences")).resolve("myapp-production"), "1\n");
        Files.createDirectories(folder.resolve("sites"));
        Files.writeString(folder.resolve("Caddyfile"), "{\n\tadmin off\n}\nimport " + folder + "/sites/*.caddy\n");
        Files.writeString(folder.resolve("reloads"), "");
        file = folder.resolve("sites/myapp.caddy");
        shell = new LocalShell(folder.resolve("bin"), new Fuse())
                .program("caddy", CADDY.formatted(folder.resolve("reloads")));
        AppServer app = new AppServer(shell, Held.fence(folder.toString()));
        SitePaths paths = new SitePaths(folder + "/sites", folder + "/routes", folder + "/logs");
        sites = new Sites(app, paths, folder + "/Caddyfile", "caddy validate --adapter caddyfile", "caddy reload");
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
    void takesASiteBackThatIsRefusedOnlyWhenItIsLoaded() throws Exception {
        put("one\n");
        shell.program(
                "caddy",
                "case $1 in reload) ! grep -q two " + file + " || { echo 'Error: loading: no' >&2; exit 1; } ;; esac");
        CodebException refused = assertThrows(CodebException.class, () -> put("two\n"));
        assertEquals(ErrorCode.SITE_INVALID, refused.code());
        assertEquals("one\n", Files.readString(file));
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
        sites.remove(held, "myapp", PRODUCTION);
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
