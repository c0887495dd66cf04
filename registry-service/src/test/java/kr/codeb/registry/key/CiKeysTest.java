package kr.codeb.registry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.audit.Audit;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.registry.store.Json;
import kr.codeb.web.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of workflows get keys where their repository, owner and place are trusted, and only for as long. */
class CiKeysTest {

    private static final CiRun RUN =
            new CiRun("octocat/shop", "1001", "2002", "refs/heads/main", null, "77", "octocat");

    @TempDir
    Path root;

    private TestRegistry registry;
    private Audit audit;
    private ApiKeys keys;
    private CiKeys ciKeys;

    @BeforeEach
    void open() {
        registry = new TestRegistry(root);
        var directory = new RegistryDirectory(root.resolve("registry"));
        audit = new Audit(directory, new RealDisk());
        keys = new ApiKeys(registry.store, registry.config);
        ciKeys = new CiKeys(registry.store, audit, registry.config);
        project("shop", "team_a", """
                {"domain": "shop.codeb.kr", "ci_trust": [{"repository_id": "1001", "repository_owner_id": "2002", "ref": "refs/heads/main"}],
                 "staging": {"domain": "s.codeb.kr", "ci_trust": [{"repository_id": "1001", "repository_owner_id": "2002", "environment": "test"}]}}""");
        project("plain", "team_a", "{\"domain\": \"plain.codeb.kr\"}");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private void project(String name, String team, String entry) {
        registry.store.change(transaction -> {
            transaction.put(FileNames.SSOT, Json.object().put("teamId", team).setAll(parsed(entry)), "projects", name);
            return null;
        });
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode parsed(String entry) {
        try {
            return Json.parse(entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException bug) {
            throw new IllegalArgumentException(bug);
        }
    }

    private CreatedKey key(CiRun run, String project, Environment environment) {
        return ciKeys.create(
                new NewCiKey(run, project, environment, UUID.randomUUID().toString()));
    }

    private CodebException refused(ErrorCode code, CiRun run, String project, Environment environment) {
        CodebException refusal = assertThrows(CodebException.class, () -> key(run, project, environment));
        assertEquals(code, refusal.code(), refusal.getMessage());
        return refusal;
    }

    private ApiKey verified(CreatedKey key) {
        return keys.verify(Sha256.hex(key.key()));
    }

    private boolean works(CreatedKey key) {
        try {
            verified(key);
            return true;
        } catch (CodebException refused) {
            assertEquals(ErrorCode.UNAUTHENTICATED, refused.code());
            return false;
        }
    }

    @Test
    void theRightRunGetsAShortKeyForItsEnvironmentAndADeploysTools() throws IOException {
        CreatedKey made = key(RUN, null, null);
        ApiKey about = verified(made);
        assertEquals(Role.MEMBER, about.role());
        assertEquals("team_a", about.teamId());
        assertEquals("ci: octocat/shop run 77", about.name());
        assertEquals("ci_trust", about.createdBy());
        assertEquals(List.of("shop"), about.projects());
        assertEquals(List.of(Environment.PRODUCTION), about.environments());
        assertEquals(CiKeys.TOOLS, about.tools());
        assertEquals(Duration.ofMinutes(15), Duration.between(about.createdAt(), about.expiresAt()));
        assertFalse(Files.readString(root.resolve("registry/keys.json")).contains(made.key()));

        AuditEntry entry = audit.list(what -> what.action().equals("token_exchange"), 0, 10)
                .getFirst();
        assertEquals(made.id(), entry.what().by());
        assertEquals("success", entry.what().outcome());
        assertEquals("shop", entry.what().project());
        assertTrue(entry.what().detail().contains("octocat/shop (repository_id 1001"), entry::toString);
        assertTrue(entry.what().detail().contains("refs/heads/main, run 77"), entry::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a fork or one of the same name | octocat/shop | 1002 | 2002 | refs/heads/main | | No project here trusts",
                "moved to another owner | mallory/shop | 1001 | 666 | refs/heads/main | | of another owner than 666",
                "another branch | octocat/shop | 1001 | 2002 | refs/heads/dev | | on refs/heads/dev, which is not trusted",
                "a tag | octocat/shop | 1001 | 2002 | refs/tags/main | | refs/heads/main of shop (production)",
                "another environment | octocat/shop | 1001 | 2002 | refs/heads/dev | prod | in the environment prod",
            })
    void othersGetNone(
            String who, String name, String id, String owner, String ref, String environment, String sentence) {
        CiRun run = new CiRun(name, id, owner, ref, environment, "1", null);
        CodebException refusal = refused(ErrorCode.FORBIDDEN, run, null, null);
        assertTrue(refusal.getMessage().contains(sentence), who + ": " + refusal.getMessage());
        assertEquals(0, keys.list("team_a").size());
    }

    @Test
    void aRefusedRunOfATrustedRepositoryIsInTheAuditAndAStrangersIsNot() {
        refused(ErrorCode.FORBIDDEN, new CiRun("o/s", "1001", "2002", "refs/heads/dev", null, "5", null), null, null);
        refused(ErrorCode.FORBIDDEN, new CiRun("o/s", "9", "2002", "refs/heads/main", null, "6", null), null, null);
        List<AuditEntry> entries = audit.list(what -> true, 0, 10);
        assertEquals(1, entries.size(), entries::toString);
        assertEquals("FORBIDDEN", entries.getFirst().what().outcome());
        assertTrue(entries.getFirst().what().detail().contains("run 5"));
    }

    @Test
    void aProjectThatTrustsNobodyIsLikeOneThatDoesNotExist() {
        String plain = refused(ErrorCode.FORBIDDEN, RUN, "plain", null).getMessage();
        String none = refused(ErrorCode.FORBIDDEN, RUN, "none", null).getMessage();
        assertEquals(none.replace("none", "plain"), plain);
    }

    @Test
    void environmentsTrustOnTheirOwn() {
        CiRun test = new CiRun("octocat/shop", "1001", "2002", "refs/heads/dev", "test", "1", null);
        assertEquals(
                List.of(Environment.STAGING), key(test, "shop", null).about().environments());
        refused(ErrorCode.FORBIDDEN, test, "shop", Environment.PRODUCTION);
        CiRun both = new CiRun("octocat/shop", "1001", "2002", "refs/heads/main", "test", "1", null);
        assertEquals(2, key(both, null, null).about().environments().size());
        assertEquals(
                List.of(Environment.PRODUCTION),
                key(both, null, Environment.PRODUCTION).about().environments());
    }

    @Test
    void whereSeveralProjectsTrustARunItSaysWhich() {
        project("blog", "team_b", """
                {"domain": "b.codeb.kr", "ci_trust": [{"repository_id": "1001", "repository_owner_id": "2002", "ref": "refs/heads/main"}]}""");
        String which = refused(ErrorCode.INVALID_PARAMS, RUN, null, null).getMessage();
        assertTrue(which.contains("shop") && which.contains("blog"), which);
        assertEquals("team_b", key(RUN, "blog", null).about().teamId());
    }

    @Test
    void anAssertionIsGoodOnceAlsoAfterARestart() {
        ciKeys.create(new NewCiKey(RUN, null, null, "the same"));
        registry.close();
        registry = new TestRegistry(root);
        ciKeys = new CiKeys(registry.store, audit, registry.config);
        CodebException refusal =
                assertThrows(CodebException.class, () -> ciKeys.create(new NewCiKey(RUN, null, null, "the same")));
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal.code());
        assertTrue(refusal.getMessage().contains("already"), refusal.getMessage());
    }

    @Test
    void aProjectHasOnlySoManyAtOnceAndOthersAreNotHeldUp() {
        for (int i = 0; i < registry.config.keys().ciPerProject(); i++) {
            key(RUN, "shop", null);
        }
        CodebException refusal = refused(ErrorCode.RATE_LIMITED, RUN, "shop", null);
        assertTrue((long) refusal.details().get("retryAfter") <= 900, refusal.getMessage());
        for (int i = 0; i < registry.config.keys().livePerTeam(); i++) {
            keys.createOwner("team_" + i, "owner");
        }
        keys.createOwner("team_a", "owner");
    }

    @Test
    void itEndsWithTheTrustThatMadeIt() {
        CreatedKey made = key(RUN, null, null);
        assertTrue(works(made));
        project("shop", "team_a", """
                {"domain": "shop.codeb.kr", "ci_trust": [{"repository_id": "1001", "repository_owner_id": "2002", "ref": "refs/heads/next"}]}""");
        assertFalse(works(made));
        KeyAdmission admission = new KeyAdmission(keys);
        assertEquals(
                ErrorCode.UNAUTHENTICATED,
                assertThrows(CodebException.class, () -> admission.check(asked(made, "shop", Environment.PRODUCTION)))
                        .code());
    }

    @Test
    void itBeginsNothingInAnotherEnvironment() {
        CreatedKey made = key(RUN, null, null);
        KeyAdmission admission = new KeyAdmission(keys);
        admission.check(asked(made, "shop", Environment.PRODUCTION));
        assertEquals(
                ErrorCode.FORBIDDEN,
                assertThrows(CodebException.class, () -> admission.check(asked(made, "shop", Environment.STAGING)))
                        .code());
    }

    @Test
    void itCanBeRevoked() {
        CreatedKey made = key(RUN, null, null);
        keys.revoke(made.id(), "team_a", null, false);
        assertFalse(works(made));
    }

    @Test
    void endedOnesAreForgotten() {
        for (int i = 0; i < 40; i++) {
            ended("key_old" + i, i);
        }
        key(RUN, null, null);
        List<String> left = keys.list("team_a").stream().map(ApiKey::id).toList();
        assertEquals(31, left.size(), left::toString);
        assertTrue(left.contains("key_old0") && !left.contains("key_old39"), left::toString);
    }

    private void ended(String id, int hoursMore) {
        Instant end = Instant.now().minus(Duration.ofHours(2L + hoursMore));
        var key = new ApiKey(
                id,
                "team_a",
                Role.MEMBER,
                "ci",
                end.minusSeconds(900),
                "ci_trust",
                end,
                null,
                List.of("shop"),
                CiKeys.TOOLS,
                List.of(Environment.PRODUCTION),
                RUN);
        registry.store.change(transaction -> {
            transaction.put(FileNames.KEYS, Json.tree(key), "keys", id);
            return null;
        });
    }

    private static NewOperation asked(CreatedKey by, String project, Environment environment) {
        return new NewOperation(
                OperationKind.DEPLOY,
                "deploy_project",
                project,
                environment,
                "team_a",
                by.id(),
                "c",
                Json.object(),
                null);
    }
}
