package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys for some projects and tools, for some time. */
@ExtendWith(Projects.class)
class NarrowKeyE2E {

    private static final Codeb OWNER = Codeb.owner();

    @Test
    void aKeyForOneProjectAndFewToolsMayNoMore() {
        Project shop = Project.fresh();
        Project other = Project.fresh();
        shop.init().call().ok();
        other.init().call().ok();
        List<String> tools = List.of("deploy_project", "slot_status", "token_create", "token_list");
        Answer made = OWNER.call(
                        "token_create",
                        "name",
                        "ci",
                        "role",
                        "member",
                        "projects",
                        List.of(shop.name()),
                        "tools",
                        tools)
                .ok();
        assertEquals(shop.name(), made.text("/projects/0"), made::toString);
        assertEquals(4, made.at("/tools").size());
        Codeb ci = Codeb.with(made.text("/key"));

        shop.by(ci).deploy("ok:v1").call().ok();
        shop.by(ci).promote().call().refused(403, "FORBIDDEN");
        other.by(ci).deploy("ok:v1").call().refused(404, "PROJECT_NOT_FOUND");
        other.by(ci).tool("slot_status").call().refused(404, "PROJECT_NOT_FOUND");
        ci.call("project_list").refused(403, "FORBIDDEN");

        ci.call("token_create", "name", "more", "role", "viewer", "projects", List.of(other.name()))
                .refused(404, "PROJECT_NOT_FOUND");
        ci.call("token_create", "name", "more", "role", "viewer", "tools", List.of("rollback"))
                .refused(403, "FORBIDDEN");
        Answer child =
                ci.call("token_create", "name", "child", "role", "viewer").ok();
        assertEquals(shop.name(), child.text("/projects/0"), "it inherits what its maker is for");

        Answer listed = OWNER.call("token_list").ok();
        assertTrue(
                listed.at("/tokens")
                        .valueStream()
                        .anyMatch(key -> key.path("tokenId").asText().equals(made.text("/tokenId"))
                                && key.at("/projects/0").asText().equals(shop.name())),
                listed::toString);
        Answer revoked =
                OWNER.call("token_revoke", "tokenId", made.text("/tokenId")).ok();
        assertEquals(child.text("/tokenId"), revoked.text("/alsoRevoked/0"), revoked::toString);
        Wait.seconds(5);
        Codeb.with(child.text("/key"))
                .call("slot_status", "projectName", shop.name())
                .refused(401, "UNAUTHENTICATED");
    }

    @Test
    void aKeyForOneProjectSeesNothingOfOthers() {
        Project shop = Project.fresh();
        Project other = Project.fresh();
        shop.init().call().ok();
        other.init().call().ok();
        Codeb narrow = Codeb.with(keyFor(shop).text("/key"));
        keyFor(other);
        for (String list : List.of("project_list", "slot_list", "domain_list", "token_list")) {
            Answer answer = narrow.call(list).ok();
            assertTrue(answer.toString().contains(shop.name()), answer::toString);
            assertFalse(answer.toString().contains(other.name()), answer::toString);
        }
    }

    private static Answer keyFor(Project project) {
        return OWNER.call("token_create", "name", "narrow", "role", "member", "projects", List.of(project.name()))
                .ok();
    }

    @Test
    void theSameCallMakesOneKeyAlsoAfterARestart() {
        Object[] asked = {"name", "once", "role", "viewer", "idempotencyKey", Text.randomLetters(20)};
        Answer made = OWNER.call("token_create", asked).ok();
        Sandbox.restart("registry");
        Answer again = OWNER.call("token_create", asked).ok();
        assertEquals(made.text("/tokenId"), again.text("/tokenId"));
        assertTrue(made.text("/key").startsWith("codeb_") && again.at("/key").isNull(), "its text is told once");
        asked[1] = "another";
        OWNER.call("token_create", asked).refused(409, "IDEMPOTENCY_MISMATCH");
        OWNER.call("token_revoke", "tokenId", made.text("/tokenId")).ok();
    }

    @Test
    void aKeyLives90DaysAndNoLongerThanItsMaker() {
        Answer made =
                OWNER.call("token_create", "name", "usual", "role", "member").ok();
        assertEquals(90, days(made));
        Answer brief = OWNER.call("token_create", "name", "brief", "role", "member", "expiresInDays", 2)
                .ok();
        Answer child = Codeb.with(brief.text("/key"))
                .call("token_create", "name", "child", "role", "member", "expiresInDays", 300)
                .ok();
        assertEquals(brief.text("/expiresAt"), child.text("/expiresAt"));
        OWNER.call("token_revoke", "tokenId", made.text("/tokenId")).ok();
        OWNER.call("token_revoke", "tokenId", brief.text("/tokenId")).ok();
    }

    private static long days(Answer key) {
        return Math.round(Duration.between(Instant.now(), Instant.parse(key.text("/expiresAt")))
                        .toHours()
                / 24.0);
    }
}
