package kr.codeb.contracts.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code api}, {@code ns1} and names below other projects' names were given to whoever asked first. */
class DomainRulesTest {

    private final DomainRules rules = new DomainRules(Optional.of("Codeb.KR."));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "myapp.codeb.kr",
                "www.myapp.codeb.kr",
                "a.b.myapp.codeb.kr",
                "shop.example.com",
                "xn--bcher-kva.example",
                "notcodeb.kr"
            })
    void aProjectMayHaveItsOwnNamesAndThoseOfOthersDomains(String domain) {
        rules.check("myapp", Environment.PRODUCTION, domain);
    }

    @ParameterizedTest
    @CsvSource({
        "codeb.kr, NAME_RESERVED",
        "api.codeb.kr, NAME_RESERVED",
        "ns1.codeb.kr, NAME_RESERVED",
        "x.preview.codeb.kr, NAME_RESERVED",
        "preview.codeb.kr, NAME_RESERVED",
        "other.codeb.kr, DOMAIN_TAKEN",
        "x.other.codeb.kr, DOMAIN_TAKEN",
        "myapp-staging.codeb.kr, DOMAIN_TAKEN",
        "localhost.localdomain, NAME_RESERVED",
        "db.internal, NAME_RESERVED",
        "localhost, INVALID_PARAMS",
        "10.0.0.1, INVALID_PARAMS",
        "a..b.com, INVALID_PARAMS",
        "-a.com, INVALID_PARAMS",
        "'a b.com', INVALID_PARAMS",
        "'*.example.com', INVALID_PARAMS",
    })
    void everythingElseIsRefused(String domain, ErrorCode code) {
        CodebException refusal =
                assertThrows(CodebException.class, () -> rules.check("myapp", Environment.PRODUCTION, domain));
        assertEquals(code, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"myapp-staging.codeb.kr", "x.myapp-staging.codeb.kr"})
    void stagingHasItsOwnName(String domain) {
        rules.check("myapp", Environment.STAGING, domain);
        assertThrows(CodebException.class, () -> rules.check("myapp", Environment.STAGING, "myapp.codeb.kr"));
    }
}
