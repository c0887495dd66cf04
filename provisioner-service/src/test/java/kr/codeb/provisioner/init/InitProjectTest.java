package kr.codeb.provisioner.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.operation.StepReport;
import kr.codeb.contracts.operation.StepStatus;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.run.NotFinished;
import kr.codeb.provisioner.dns.DnsRecord;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.ScannedEnvironment;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.testing.Fuse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitProjectTest {

    private static final Map<String, ?> PARAMS = Map.of(
            "projectName",
            "myapp",
            "type",
            "nextjs",
            "database",
            true,
            "redis",
            true,
            "environment",
            "production",
            "containerPort",
            3000,
            "healthPath",
            "/health",
            "memory",
            "512m",
            "cpus",
            "1",
            "deployType",
            "api");

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void makeWorld() throws Exception {
        world = new World(folder);
    }

    private InitResult init(Map<String, ?> params) {
        return init(InMemoryOperation.of(OperationKind.INIT, "op_1", params).begin());
    }

    private InitResult init(HeldOperation held) {
        return (InitResult) world.init.run(held, null);
    }

    @Test
    void makesAllThatTheSeedPromises() throws Exception {
        InMemoryOperation held = InMemoryOperation.of(OperationKind.INIT, "op_1", PARAMS);
        InitResult result = init(held.begin());

        assertEquals(new Ports(4100, 4101), result.ports());
        assertEquals(
                "postgresql://myapp_user:***@db.codeb.test:5432/myapp_db",
                result.database().url());
        assertEquals("redis://myapp:***@db.codeb.test:6379/1", result.redis().url());
        assertEquals("myapp.codeb.test", result.domain());
        assertTrue(result.created());
        assertEquals(
                List.of("registry/slots/myapp-production.json", "env/myapp/.env", "registry/ssot.json"),
                result.files().stream()
                        .limit(3)
                        .map(file -> file.substring((folder + "/codeb/").length()))
                        .toList());
        assertEquals(List.of("192.0.2.1"), world.zone.records.get("myapp-green.preview.codeb.test"));
        Path env = folder.resolve("codeb/env/myapp/.env");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(env)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(env.getParent())));
        assertTrue(held.steps().stream().limit(10).allMatch(step -> step.status() == StepStatus.SUCCESS));
        assertEquals(
                "none",
                folder.resolve("routes/myapp-production/live")
                        .toRealPath()
                        .getFileName()
                        .toString());
    }

    @Test
    void tellsTheStepsByTheirNames() {
        InMemoryOperation held = InMemoryOperation.of(OperationKind.INIT, "op_1", PARAMS);
        init(held.begin());
        assertEquals(
                List.of(
                        "create_directories",
                        "allocate_ports",
                        "create_slots",
                        "create_database",
                        "allocate_redis",
                        "write_env",
                        "backup_env",
                        "update_ssot",
                        "create_dns_record",
                        "configure_site",
                        "await_certificate"),
                held.steps().stream().map(StepReport::name).toList());
    }

    @Test
    void asksForNoPortThatAContainerOrAListenerHas() {
        world.shell.program("docker", "case $1 in ps) echo abc ;; inspect) echo '4100 4101 ' ;; esac");
        world.shell.program("ss", "echo 'LISTEN 0 128 127.0.0.1:4102 0.0.0.0:*'");
        assertEquals(new Ports(4104, 4105), init(PARAMS).ports());
    }

    @Test
    void changesNothingWhenAllIsThere() {
        init(PARAMS);
        String before = world.state();
        assertFalse(init(PARAMS).created());
        assertEquals(before, world.state());
    }

    @Test
    void makesADroppedDatabaseAgainWithTheSamePassword() {
        init(PARAMS);
        String before = world.state();
        world.databases.databases.clear();
        world.databases.roles.clear();
        assertTrue(init(PARAMS).created());
        assertEquals(before, world.state());
    }

    @Test
    void givesANewPasswordToBothWhenTheEnvFileIsLost() throws Exception {
        init(PARAMS);
        Path env = folder.resolve("codeb/env/myapp/.env");
        String old = Files.readString(env);
        Files.delete(env);
        init(PARAMS);
        assertNotEquals(old, Files.readString(env));
        assertTrue(Files.readString(env).contains(world.databases.roles.get("myapp_user")));
    }

    @Test
    void keepsAUrlThatLeadsElsewhere() throws Exception {
        init(PARAMS);
        Path env = folder.resolve("codeb/env/myapp/.env");
        String changed = Files.readString(env)
                .replaceAll("DATABASE_URL=.*", "DATABASE_URL=postgresql://me:secret@elsewhere:5432/mine");
        Files.writeString(env, changed);
        init(PARAMS);
        assertEquals(changed, Files.readString(env));
    }

    @Test
    void skipsWhatIsNotWanted() {
        Map<String, Object> bare = new java.util.HashMap<>(PARAMS);
        bare.putAll(Map.of("database", false, "redis", false));
        InitResult result = init(bare);
        assertEquals(null, result.database());
        assertEquals(null, result.redis());
        assertEquals("{} {}", world.databases.state());
    }

    @Test
    void tellsTheRecordsOfADomainThatIsNotOurs() {
        Map<String, Object> foreign = new java.util.HashMap<>(PARAMS);
        foreign.put("domain", "shop.example.com");
        InMemoryOperation held = InMemoryOperation.of(OperationKind.INIT, "op_1", foreign);
        init(held.begin());
        StepReport step = held.steps().stream()
                .filter(report -> report.name().equals("create_dns_record"))
                .findFirst()
                .orElseThrow();
        assertEquals(StepStatus.SKIPPED, step.status());
        assertTrue(step.message().contains("shop.example.com A 192.0.2.1"));
        assertFalse(world.zone.records.containsKey("shop.example.com"));
    }

    @Test
    void refusesADomainThatAnotherProjectHas() {
        init(PARAMS);
        Map<String, Object> other = new java.util.HashMap<>(PARAMS);
        other.putAll(Map.of("projectName", "other", "domain", "myapp.codeb.test"));
        CodebException refused = assertThrows(
                CodebException.class,
                () -> init(InMemoryOperation.of(OperationKind.INIT, "other", "op_2", other)
                        .begin()));
        assertEquals(ErrorCode.DOMAIN_TAKEN, refused.code());
    }

    /** Whatever its type, address or life: what CodeB did not make it neither changes nor removes. */
    @Test
    void refusesANameAtWhichSomebodyElsesRecordIs() {
        for (DnsRecord foreign : List.of(
                new DnsRecord("A", 60, "192.0.2.55"),
                new DnsRecord("A", 60, "192.0.2.1"),
                new DnsRecord("CNAME", 300, "elsewhere.example.com."),
                new DnsRecord("AAAA", 300, "2001:db8::1"))) {
            for (String name : List.of("myapp.codeb.test", "myapp-blue.preview.codeb.test")) {
                world.zone.foreign.clear();
                world.zone.foreign.put(name, List.of(foreign));
                String before = world.state();
                CodebException refused = assertThrows(CodebException.class, () -> init(PARAMS), name);
                assertEquals(ErrorCode.DOMAIN_TAKEN, refused.code());
                assertTrue(refused.getMessage().contains(foreign.content()), refused.getMessage());
                assertEquals(before, world.state());
            }
        }
    }

    @Test
    void changesNoRecordOfItsOwnNameThatSomebodyMovedElsewhere() {
        init(PARAMS);
        world.zone.records.put("myapp.codeb.test", List.of("192.0.2.55"));
        String before = world.state();
        CodebException refused = assertThrows(CodebException.class, () -> init(PARAMS));
        assertEquals(ErrorCode.DOMAIN_TAKEN, refused.code());
        assertTrue(refused.getMessage().contains("repair"), refused.getMessage());
        assertEquals(before, world.state());
    }

    @Test
    void takesOverARecordThatAnInterruptedInitLeft() {
        world.zone.records.put("myapp.codeb.test", List.of("192.0.2.1"));
        assertTrue(init(PARAMS).created());
    }

    @Test
    void bringsWhatExistsToTodaysRights() {
        init(PARAMS);
        world.redis.oldRights.add("myapp");
        world.databases.unlimited.add("myapp_user");
        init(PARAMS);
        assertEquals(Set.of(), world.redis.oldRights);
        assertEquals(Set.of(), world.databases.unlimited);
    }

    /** A host that an env file names is never asked to take a password. */
    @Test
    void logsInNowhereButAtTheServerOfTheSettings() throws Exception {
        init(PARAMS);
        Path env = folder.resolve("codeb/env/myapp/.env");
        String changed = Files.readString(env).replace("@db.codeb.test:", "@evil.example.com:");
        Files.writeString(env, changed);
        world.databases.roles.put("myapp_user", "changed by hand");
        init(PARAMS);
        assertEquals("changed by hand", world.databases.roles.get("myapp_user"));
        assertEquals(changed, Files.readString(env));
    }

    @Test
    void removesAllThatItMade() {
        String before = world.state();
        HeldOperation held =
                InMemoryOperation.of(OperationKind.INIT, "op_1", PARAMS).begin();
        init(held);
        Registry registry = world.servers.registry();
        ScannedEnvironment all = new ScannedEnvironment(
                "myapp",
                Environment.PRODUCTION,
                registry.settings("myapp", Environment.PRODUCTION),
                registry.slots("myapp", Environment.PRODUCTION).orElseThrow(),
                null);
        world.zone.foreign.put("other.codeb.test", List.of(new DnsRecord("A", 60, "192.0.2.55")));
        OwnHold hold = new OwnHold(held);
        Makers makers = world.servers.makers();
        makers.aspects().reversed().forEach(aspect -> aspect.remove(hold, all));
        makers.directories().remove(hold);
        registry.strike(held);
        registry.removeSlots(held);
        registry.freePorts(held);
        registry.freeRedis(held);
        assertEquals(before, world.state());
        assertEquals(Set.of(1), world.redis.emptied);
        assertEquals(1, world.zone.foreign.size());
        assertFalse(Files.exists(folder.resolve("codeb/env-backup/myapp")));
    }

    @Test
    void givesTheSiteBackWhenCaddyRefusesIt() {
        String before = world.state();
        world.shell.program("caddy", "echo 'Error: adapting config: no such directive' >&2; exit 1");
        CodebException refused = assertThrows(CodebException.class, () -> init(PARAMS));
        assertEquals(ErrorCode.SITE_INVALID, refused.code());
        assertTrue(refused.getMessage().contains("no such directive"));
        assertEquals(before, world.state());
    }

    @ParameterizedTest
    @EnumSource(Fuse.Kind.class)
    void takesBackAllItMadeWhereverItFails(Fuse.Kind kind) {
        everyCallGoesWrong(kind, 0, world.state());
    }

    @ParameterizedTest
    @EnumSource(Fuse.Kind.class)
    void leavesWhatStoodThereWhereverItFails(Fuse.Kind kind) throws Exception {
        init(PARAMS);
        world.databases.databases.clear();
        world.databases.roles.put("myapp_user", "changed by hand");
        world.zone.records.clear();
        Files.writeString(folder.resolve("caddy/sites/myapp.caddy"), "# by hand\n");
        everyCallGoesWrong(kind, 1, world.state());
    }

    /**
     * Lets the first call go wrong, then the second … until one init gets through without meeting the fuse.
     *
     * @param turn 0 or 1: whether the first goes wrong before its effect or after it; then they take turns
     */
    private void everyCallGoesWrong(Fuse.Kind kind, int turn, String before) {
        for (int call = 1; ; call++) {
            InMemoryOperation held = InMemoryOperation.of(OperationKind.INIT, "op_" + call, PARAMS);
            Fuse.Blow blow = (call + turn) % 2 == 1 ? kind.before() : kind.after();
            world.fuse.set(call, blow);
            boolean ended = endsWell(held);
            world.fuse.remove();
            if (ended) {
                assertTrue(call > 30 && held.reborn().isNoted(AwaitCertificate.PAST_RETURN), "ended at call " + call);
                return;
            }
            assertEquals(before, world.state(), blow + " at call " + call);
        }
    }

    /** @return whether it got past the point of no return */
    private boolean endsWell(InMemoryOperation held) {
        try {
            init(held.begin());
            return true;
        } catch (CodebException failed) {
            return false;
        } catch (kr.codeb.operations.run.Abandoned | Fuse.Died left) {
            HeldOperation reborn = held.reborn();
            if (reborn.isNoted(AwaitCertificate.PAST_RETURN)) {
                world.init.recover(reborn);
                return true;
            }
            assertThrows(NotFinished.class, () -> world.init.recover(reborn));
            return false;
        }
    }
}
