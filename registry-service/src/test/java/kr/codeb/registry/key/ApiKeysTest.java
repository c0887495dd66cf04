package kr.codeb.registry.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.registry.TestRegistry;
import kr.codeb.web.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private static final String TEAM = "team_a";

    @TempDir
    Path root;

    private TestRegistry registry;
    private ApiKeys keys;
    private ApiKey owner;

    @BeforeEach
    void open() {
        registry = new TestRegistry(root);
        keys = new ApiKeys(registry.store, registry.config);
        owner = keys.createOwner(TEAM, "owner").about();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private ApiKey make(ApiKey maker, Role role) {
        return keys.create(new NewKey(TEAM, role, "a key", maker.id(), 30)).about();
    }

    private static CodebException refused(ErrorCode code, Executable call) {
        CodebException refusal = assertThrows(CodebException.class, call);
        assertEquals(code, refusal.code(), refusal.getMessage());
        return refusal;
    }

    private boolean works(CreatedKey key) {
        try {
            return keys.verify(Sha256.hex(key.key())).id().equals(key.id());
        } catch (CodebException refused) {
            return false;
        }
    }

    /** An admin could revoke the team's last owner key, and the team had no owner any more. */
    @Test
    void theLastOwnerKeyCannotBeRevoked() {
        ApiKey admin = make(owner, Role.ADMIN);
        for (String by : new String[] {admin.id(), owner.id(), null}) {
            CodebException refusal = refused(ErrorCode.LAST_OWNER_KEY, () -> keys.revoke(owner.id(), TEAM, by, false));
            assertTrue(refusal.getMessage().contains("token_create"), refusal.getMessage());
        }
        ApiKey second = make(owner, Role.OWNER);
        refused(ErrorCode.LAST_OWNER_KEY, () -> keys.revoke(owner.id(), TEAM, owner.id(), false));
        var revocation = keys.revoke(owner.id(), TEAM, second.id(), false);
        assertEquals(List.of(admin.id()), revocation.alsoRevoked());
        refused(ErrorCode.LAST_OWNER_KEY, () -> keys.revoke(second.id(), TEAM, admin.id(), false));
    }

    @Test
    void anOwnerKeyThatMayDoLittleOrHasEndedOwnsNoTeam() {
        keys.create(new NewKey(TEAM, Role.OWNER, "narrow", owner.id(), 30, null, List.of("myapp"), null));
        refused(ErrorCode.LAST_OWNER_KEY, () -> keys.revoke(owner.id(), TEAM, null, true));
        keys.create(new NewKey(
                TEAM, Role.OWNER, "over", owner.id(), null, Instant.now().minusSeconds(1), null, null));
        refused(ErrorCode.LAST_OWNER_KEY, () -> keys.revoke(owner.id(), TEAM, null, true));
    }

    @Test
    void revokingAKeyEndsWhatItMadeAndWhatThatMade() {
        ApiKey admin = make(owner, Role.ADMIN);
        CreatedKey child = keys.create(new NewKey(TEAM, Role.MEMBER, "child", admin.id(), 30));
        CreatedKey grandchild = keys.create(new NewKey(TEAM, Role.VIEWER, "grandchild", child.id(), 30));
        CreatedKey other = keys.create(new NewKey(TEAM, Role.MEMBER, "other", owner.id(), 30));
        var revocation = keys.revoke(admin.id(), TEAM, owner.id(), false);
        assertEquals(List.of(child.id(), grandchild.id()), revocation.alsoRevoked());
        assertFalse(works(child) || works(grandchild));
        assertTrue(works(other));
        assertEquals(revocation, keys.revoke(admin.id(), TEAM, owner.id(), false), "asked twice");
        refused(ErrorCode.UNAUTHENTICATED, () -> make(admin, Role.VIEWER));
    }

    @Test
    void theSameCallMakesOneKeyAndItsTextIsToldOnce() {
        NewKey asked = asked("call-1", "body-1", owner);
        CreatedKey made = keys.create(asked);
        CreatedKey again = keys.create(asked);
        assertEquals(made.about(), again.about());
        assertNull(again.key());
        assertEquals(2, keys.list(TEAM).size());
        refused(ErrorCode.IDEMPOTENCY_MISMATCH, () -> keys.create(asked("call-1", "body-2", owner)));
        CreatedKey anothers = keys.create(asked("call-1", "body-2", make(owner, Role.ADMIN)));
        assertTrue(works(made) && works(anothers), "each key has idempotency keys of its own");
        assertEquals(
                made.about(),
                new ApiKeys(registry.store, registry.config).create(asked).about(),
                "after a restart");
    }

    private static NewKey asked(String call, String body, ApiKey maker) {
        return new NewKey(TEAM, Role.MEMBER, "ci", maker.id(), 30, null, null, null, Idempotency.ofCaller(call, body));
    }

    @Test
    void ofAKeyThatHasEndedItIsKnownWhoseItWas() {
        CreatedKey ended = keys.create(new NewKey(TEAM, Role.VIEWER, "ended", owner.id(), 30));
        keys.revoke(ended.id(), TEAM, owner.id(), false);
        CodebException refusal = refused(ErrorCode.UNAUTHENTICATED, () -> keys.verify(Sha256.hex(ended.key())));
        assertEquals(Map.of("keyId", ended.id(), "teamId", TEAM), refusal.details());
        assertEquals(
                Map.of(),
                refused(ErrorCode.UNAUTHENTICATED, () -> keys.verify(Sha256.hex("codeb_x")))
                        .details());
    }

    @Test
    void whatAKeyMadeMayBeKept() {
        ApiKey admin = make(owner, Role.ADMIN);
        CreatedKey child = keys.create(new NewKey(TEAM, Role.MEMBER, "child", admin.id(), 30));
        assertEquals(List.of(), keys.revoke(admin.id(), TEAM, owner.id(), true).alsoRevoked());
        assertTrue(works(child));
    }

    /** A key that expired the next day made one that never did. */
    @Test
    void aKeyMakesNoneThatLivesLongerThanItself() {
        ApiKey soon =
                keys.create(new NewKey(TEAM, Role.ADMIN, "soon", owner.id(), 1)).about();
        for (Integer days : new Integer[] {null, 1, 365}) {
            ApiKey made = keys.create(new NewKey(TEAM, Role.MEMBER, "made", soon.id(), days))
                    .about();
            assertFalse(made.expiresAt().isAfter(soon.expiresAt()));
        }
        assertNull(keys.create(new NewKey(TEAM, Role.MEMBER, "for ever", owner.id(), null))
                .about()
                .expiresAt());
    }

    @Test
    void aKeyMakesNoneThatMayDoMoreThanItself() {
        ApiKey member = make(owner, Role.MEMBER);
        refused(ErrorCode.FORBIDDEN, () -> make(member, Role.ADMIN));
        refused(ErrorCode.FORBIDDEN, () -> keys.create(new NewKey("team_b", Role.VIEWER, "x", member.id(), 1)));
        ApiKey narrow = keys.create(new NewKey(
                        TEAM,
                        Role.MEMBER,
                        "ci",
                        owner.id(),
                        30,
                        null,
                        List.of("a", "b"),
                        List.of("deploy_project", "token_create")))
                .about();
        refused(
                ErrorCode.FORBIDDEN,
                () -> keys.create(new NewKey(TEAM, Role.VIEWER, "x", narrow.id(), 1, null, List.of("a", "c"), null)));
        refused(
                ErrorCode.FORBIDDEN,
                () -> keys.create(new NewKey(TEAM, Role.VIEWER, "x", narrow.id(), 1, null, null, List.of("logs"))));
        ApiKey child = keys.create(new NewKey(TEAM, Role.VIEWER, "x", narrow.id(), 1, null, List.of("a"), null))
                .about();
        assertEquals(List.of("a"), child.projects());
        assertEquals(narrow.tools(), child.tools());
    }

    @Test
    void aNarrowKeyBeginsNothingElse() {
        ApiKey narrow = keys.create(
                        new NewKey(TEAM, Role.MEMBER, "ci", owner.id(), 30, null, List.of("shop"), List.of("tool")))
                .about();
        var admission = new KeyAdmission(keys);
        admission.check(TestRegistry.asked(OperationKind.DEPLOY, "shop", null, narrow.id()));
        refused(
                ErrorCode.PROJECT_NOT_FOUND,
                () -> admission.check(TestRegistry.asked(OperationKind.DEPLOY, "other", null, narrow.id())));
        ApiKey reader = keys.create(new NewKey(TEAM, Role.MEMBER, "ci", owner.id(), 30, null, null, List.of("logs")))
                .about();
        refused(
                ErrorCode.FORBIDDEN,
                () -> admission.check(TestRegistry.asked(OperationKind.DEPLOY, "shop", null, reader.id())));
        keys.revoke(narrow.id(), TEAM, owner.id(), false);
        refused(
                ErrorCode.UNAUTHENTICATED,
                () -> admission.check(TestRegistry.asked(OperationKind.DEPLOY, "shop", null, narrow.id())));
    }

    /** A hundred keys were made in 1.6 seconds, and each had a rate of its own. */
    @Test
    void aTeamHasABoundedNumberOfKeysAndMakesThemAtABoundedRate() {
        for (int made = 1; made < 20; made++) {
            make(owner, Role.VIEWER);
        }
        refused(ErrorCode.RATE_LIMITED, () -> make(owner, Role.VIEWER));
        keys.createOwner("team_b", "owner");
        for (int refusals = 0; refusals < 9; refusals++) {
            refused(ErrorCode.RATE_LIMITED, () -> make(owner, Role.VIEWER));
        }
        CodebException refusal = refused(ErrorCode.RATE_LIMITED, () -> make(owner, Role.VIEWER));
        assertTrue((long) refusal.details().get("retryAfter") <= 61);
    }

    @Test
    void eachTeamHasAFirstOwnerAndNoSecondThatWay() {
        assertEquals("team_b", keys.createOwner("team_b", null).about().teamId());
        refused(ErrorCode.FORBIDDEN, () -> keys.createOwner("team_b", null));
        refused(ErrorCode.INVALID_PARAMS, () -> keys.createOwner("team b/../c", null));
        refused(ErrorCode.INVALID_PARAMS, () -> keys.createOwner(null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\nb",
                "tab\t",
                "right\u202eleft",
                "zero\u200bwidth",
                "bell\u0007",
                "line\u2028",
                "half\ud83d",
                "mark\ufeff"
            })
    void aNameHasNothingUnseenInIt(String name) {
        CodebException refusal = refused(
                ErrorCode.INVALID_PARAMS, () -> keys.create(new NewKey(TEAM, Role.VIEWER, name, owner.id(), 1)));
        assertTrue(
                refusal.details().toString().contains("param=name"),
                refusal.details().toString());
    }

    @Test
    void namesOfAllScriptsAreFine() {
        for (String name :
                List.of("배포 열쇠", "مفتاح", "ключ", "CI (main) #1", "👩\u200d💻", "می\u200cخواهم", "x".repeat(100))) {
            keys.create(new NewKey(TEAM, Role.VIEWER, name, owner.id(), 1));
        }
        refused(
                ErrorCode.INVALID_PARAMS,
                () -> keys.create(new NewKey(TEAM, Role.VIEWER, "x".repeat(101), owner.id(), 1)));
    }

    /** One unknown role in keys.json locked everybody out, with an INTERNAL that said nothing. */
    @Test
    void anEntryThatCannotBeReadStopsNobodyButItsOwnKey() throws IOException {
        CreatedKey good = keys.create(new NewKey(TEAM, Role.MEMBER, "good", owner.id(), 30));
        CreatedKey bad = keys.create(new NewKey(TEAM, Role.VIEWER, "bad", owner.id(), 30));
        edit("\"viewer\"", "\"emperor\"");
        assertTrue(works(good));
        CodebException refusal = refused(ErrorCode.REGISTRY_CORRUPT, () -> keys.verify(Sha256.hex(bad.key())));
        assertTrue(
                refusal.getMessage().contains("keys.json")
                        && refusal.getMessage().contains(bad.id()),
                refusal.getMessage());
        assertEquals(
                List.of(refusal.getMessage()),
                keys.damages().stream().map(CodebException::getMessage).toList());
        make(owner, Role.VIEWER);
        assertTrue(Files.readString(file()).contains("emperor"));
    }

    @Test
    void keysThatEndedLongAgoAreDropped() throws IOException {
        ApiKey revoked = make(owner, Role.VIEWER);
        keys.revoke(revoked.id(), TEAM, owner.id(), false);
        ApiKey recent = make(owner, Role.VIEWER);
        keys.revoke(recent.id(), TEAM, owner.id(), false);
        String then = keys.find(revoked.id()).orElseThrow().revokedAt().toString();
        edit(then, Instant.now().minus(Duration.ofDays(31)).toString());
        make(owner, Role.VIEWER);
        assertTrue(keys.find(revoked.id()).isEmpty());
        assertTrue(keys.find(recent.id()).isPresent());
    }

    private Path file() {
        return root.resolve("registry/keys.json");
    }

    private void edit(String what, String by) throws IOException {
        String text = Files.readString(file());
        assertTrue(text.contains(what), text);
        Files.writeString(file(), text.replaceFirst(what, by));
    }
}
