package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workflow deploys without a stored key: what its issuer asserts is exchanged for one that lives minutes and may little. */
@ExtendWith(Projects.class)
class KeylessE2E {

    private static final String MAIN = "refs/heads/main";

    @Test
    void aTrustedRunDeploysAndNothingElseUntilItsTrustEnds() {
        Runs runs = Runs.fresh();
        Project shop = Project.fresh();
        Project other = Project.fresh();
        shop.init().call().ok();
        other.init().call().ok();
        Answer trusted = shop.tool("project_update", "ci_trust", List.of(runs.trustedAt(MAIN)))
                .call()
                .ok();
        assertEquals("now", trusted.text("/takesEffect"), trusted::toString);
        assertEquals(
                runs.repositoryId(), shop.tool("slot_status").call().ok().text("/settings/ci_trust/0/repository_id"));
        assertEquals(
                runs.repositoryId(), shop.ssot().at("/ci_trust/0/repository_id").asText());

        String assertion = runs.asserted();
        Answer made = Runs.exchange(assertion);
        assertEquals(200, made.status(), made::error);
        assertTrue(made.number("/expires_in") > 800 && made.number("/expires_in") <= 900);
        Codeb ci = Codeb.with(made.text("/access_token"));
        shop.by(ci).deploy("ok:v1").call().ok();
        shop.by(ci).promote().call().ok();
        Answer history = shop.by(ci).tool("history").call().ok();
        assertEquals("ci: octocat/shop run 987654321", history.text("/operations/0/by/name"), history::toString);

        other.by(ci).deploy("ok:v1").call().refused(404, "PROJECT_NOT_FOUND");
        shop.staging().by(ci).deploy("ok:v1").call().refused(403, "FORBIDDEN");
        shop.by(ci).tool("project_update", "memory", "1g").call().refused(403, "FORBIDDEN");
        assertEquals(401, Runs.exchange(assertion).status(), "an assertion is good once");
        audited(shop, made, assertion);

        shop.tool("project_update", "ci_trust", List.of()).call().ok();
        Wait.until(
                "the key ended with its trust",
                Duration.ofSeconds(5),
                () -> shop.by(ci).tool("slot_status").call().status() == 401);
        assertEquals(403, Runs.exchange(runs.asserted()).status());
    }

    private static void audited(Project shop, Answer made, String assertion) {
        Answer audit = Codeb.owner().get("/api/audit?project=%s&by=%s".formatted(shop.name(), made.text("/tokenId")));
        String exchange = audit.at("/entries")
                .valueStream()
                .filter(entry -> entry.path("action").asText().equals("token_exchange"))
                .map(entry -> entry.path("detail").asText())
                .findFirst()
                .orElse("");
        assertTrue(exchange.contains("octocat/shop") && exchange.contains(MAIN + ", run 987654321"), audit::toString);
        assertFalse(audit.toString().contains(made.text("/access_token")), "the audit holds the key");
        for (String part : List.of("gateway", "registry")) {
            String log = Text.of(Sandbox.logs().resolve(part + ".log"));
            assertFalse(log.contains(made.text("/access_token")), part + " logged a key");
            assertFalse(log.contains(assertion.split("\\.")[1]), part + " logged an assertion");
        }
    }

    @Test
    void nobodyElseGetsAKey() {
        Runs runs = Runs.fresh();
        Project shop = Project.fresh();
        shop.init().call().ok();
        shop.tool("project_update", "ci_trust", List.of(runs.trustedAt(MAIN)))
                .call()
                .ok();
        refused(403, "No project here trusts", Runs.exchange(Runs.fresh().asserted()));
        refused(403, "another owner", Runs.exchange(runs.asserted("repository_owner_id=666")));
        refused(403, "refs/heads/dev", Runs.exchange(runs.asserted("ref=refs/heads/dev")));
        refused(403, "pull request", Runs.exchange(runs.asserted("event_name=pull_request_target")));
        refused(403, "No staging environment", Runs.exchange(runs.asserted(), "environment", "staging"));
        refused(401, "expired", Runs.exchange(runs.asserted("iat=1750000000", "nbf=1750000000", "exp=1750000300")));
        refused(401, "with the audience", Runs.exchange(runs.asserted("aud=https://github.com/octocat")));
        refused(401, "issuer", Runs.exchange(runs.asserted("iss=https://token.actions.githubusercontent.com")));
        String[] one = runs.asserted("ref=refs/heads/dev").split("\\.");
        String[] good = runs.asserted().split("\\.");
        refused(401, "signature", Runs.exchange(one[0] + "." + good[1] + "." + one[2]));
        refused(400, "assertion is missing", Runs.exchange(""));
    }

    private static void refused(int status, String sentence, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.text("/error_description").contains(sentence), answer::toString);
        assertFalse(answer.at("/correlationId").isMissingNode(), answer::toString);
    }
}
