package kr.codeb.gateway.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.fake.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing but the issuer's own word, for this gateway and for now, is believed; each refusal says why. */
class AssertionCheckTest {

    private static final String US = "https://api.codeb.test";

    private TestIssuer issuer;
    private AssertionCheck check;

    @BeforeEach
    void start() throws IOException {
        issuer = new TestIssuer();
        check = new AssertionCheck(new IssuerKeys(issuer.url(), Optional.empty()), issuer.url(), US);
    }

    @AfterEach
    void stop() {
        issuer.stop();
    }

    private CodebException refused(ErrorCode code, String text) {
        CodebException refusal = assertThrows(CodebException.class, () -> check.check(text));
        assertEquals(code, refusal.code(), refusal.getMessage());
        assertTrue(text.length() < 20 || !refusal.getMessage().contains(text.substring(text.length() - 20)));
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void theIssuersWordIsBelieved(String how) {
        Assertion proven = check.check(issuer.sign(issuer.claims(US), how));
        assertEquals("1001", proven.run().repositoryId());
        assertEquals("2002", proven.run().repositoryOwnerId());
        assertEquals("refs/heads/main", proven.run().ref());
        assertEquals("ci: octocat/shop run 987654321", proven.run().keyName());
        assertEquals(null, proven.run().environment());
    }

    @Test
    void theSubjectMayBeAnythingAndNumbersMayBeNumbers() {
        ObjectNode claims =
                issuer.claims(US).put("sub", "whatever:the:repository:chose").put("repository_id", 1001);
        claims.put("environment", "production");
        Assertion proven = check.check(issuer.sign(claims, "RS256"));
        assertEquals("1001", proven.run().repositoryId());
        assertEquals("production", proven.run().environment());
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        String first = check.check(issuer.sign(issuer.claims(US), "RS256")).id();
        assertNotEquals(
                first, check.check(issuer.sign(issuer.claims(US), "RS256")).id());
    }

    @ParameterizedTest
    @CsvSource({
        "none, not signed",
        "HS256, signed with HS256",
        "RS512, signed with RS512",
        "stranger, signature is not its issuer's",
        "unknown-kid, a key that"
    })
    void howItIsSignedCounts(String how, String sentence) {
        CodebException refusal = refused(ErrorCode.UNAUTHENTICATED, issuer.sign(issuer.claims(US), how));
        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "exp, -60, has expired",
        "exp, 7200, more than an hour",
        "nbf, 120, not valid yet",
        "iat, 120, not valid yet",
    })
    void whenItIsGoodCounts(String claim, long seconds, String sentence) {
        ObjectNode claims = issuer.claims(US).put(claim, Instant.now().getEpochSecond() + seconds);
        CodebException refusal = refused(ErrorCode.UNAUTHENTICATED, issuer.sign(claims, "RS256"));
        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "aud, https://github.com/octocat, made for https://github.com/octocat",
        "iss, https://token.example.com, of the issuer https://token.example.com",
        "repository_id, one, claim repository_id",
        "repository, octocat, claim repository",
        "ref, main, claim ref",
        "run_id, '', claim run_id",
    })
    void whatItSaysCounts(String claim, String value, String sentence) {
        CodebException refusal =
                refused(ErrorCode.UNAUTHENTICATED, issuer.sign(issuer.claims(US).put(claim, value), "RS256"));
        assertTrue(refusal.getMessage().contains(sentence), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp", "iat", "jti", "iss", "aud", "repository_id", "repository_owner_id", "event_name"})
    void nothingMayBeMissing(String claim) {
        ObjectNode claims = issuer.claims(US);
        claims.remove(claim);
        refused(ErrorCode.UNAUTHENTICATED, issuer.sign(claims, "RS256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull_request", "pull_request_target"})
    void pullRequestsGetNoKey(String event) {
        ObjectNode claims = issuer.claims(US).put("event_name", event);
        CodebException refusal = refused(ErrorCode.FORBIDDEN, issuer.sign(claims, "RS256"));
        assertTrue(refusal.getMessage().contains("pull request"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a.b.c",
                "..",
                "eyJhbGciOiJSUzI1NiJ9.e30",
                "a.b.c.d.e",
                "\u0000",
                "eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.AA"
            })
    void garbageIsRefused(String text) {
        refused(ErrorCode.UNAUTHENTICATED, text);
    }

    @Test
    void aChangedOneIsRefused() {
        String good = issuer.sign(issuer.claims(US), "RS256");
        String other = issuer.sign(issuer.claims(US).put("repository_id", "1"), "RS256");
        String[] one = good.split("\\.");
        refused(ErrorCode.UNAUTHENTICATED, one[0] + "." + other.split("\\.")[1] + "." + one[2]);
    }

    @Test
    void aHugeOneIsRefusedUnread() {
        refused(ErrorCode.INVALID_REQUEST, "x".repeat(100_000));
        assertEquals(0, issuer.asked());
    }

    @Test
    void strangersDoNotMakeUsAskTheIssuer() {
        refused(ErrorCode.UNAUTHENTICATED, issuer.sign(issuer.claims(US).put("iss", "https://other.example"), "RS256"));
        assertEquals(0, issuer.asked());
        check.check(issuer.sign(issuer.claims(US), "RS256"));
        int needed = issuer.asked();
        for (int i = 0; i < 20; i++) {
            refused(ErrorCode.UNAUTHENTICATED, issuer.sign(issuer.claims(US), "unknown-kid"));
        }
        assertEquals(needed, issuer.asked(), "its keys were fetched within the minute");
    }

    @Test
    void anIssuerThatDoesNotAnswerIsNobodysFaultAndNotAskedAtOnceAgain() {
        issuer.fallSilent();
        String good = issuer.sign(issuer.claims(US), "RS256");
        CodebException refusal = refused(ErrorCode.SERVICE_UNAVAILABLE, good);
        assertTrue(refusal.getMessage().contains(issuer.url()), refusal.getMessage());
        refused(ErrorCode.SERVICE_UNAVAILABLE, good);
        assertEquals(1, issuer.asked());
    }

    @Test
    void whatIsToldOfAnAssertionHoldsNoneOfIt() {
        String text = issuer.sign(issuer.claims(US).put("jti", UUID.randomUUID().toString()), "stranger");
        String[] parts = text.split("\\.");
        String told = refused(ErrorCode.UNAUTHENTICATED, text).toString();
        assertFalse(told.contains(parts[1]) || told.contains(parts[2]), told);
    }
}
