package kr.codeb.provisioner.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaddySiteTest {

    private static final SitePaths PATHS =
            new SitePaths("/etc/caddy/sites", "/var/lib/codeb/routes", "/var/log/caddy", "codeb.kr", "127.0.0.1", 443);

    private static Site site(String... domains) {
        return new Site("myapp", Environment.PRODUCTION, new Ports(4102, 4103), List.of(domains), "codeb.kr");
    }

    private static String resource(String name) throws Exception {
        try (var file = CaddySiteTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void rendersExactlyThis() throws Exception {
        assertEquals(resource("/myapp.caddy"), CaddySite.render(site("myapp.codeb.kr", "shop.example.com"), PATHS));
        assertEquals(resource("/_codeb.caddy"), CommonSite.render(PATHS, CaddyVersion.OLDEST));
    }

    @Test
    void redirectsEachOfItsNamesToThePortOnWhichItAnswers() {
        SitePaths elsewhere = new SitePaths("/s", "/r", "/l", "codeb.kr", "127.0.0.1", 8443);
        String text = CaddySite.render(site("myapp.codeb.kr", "shop.example.com"), elsewhere);
        assertTrue(text.contains(
                "http://myapp.codeb.kr, http://shop.example.com {\n\tredir https://{host}:8443{uri} 308\n}"));
    }

    @Test
    void givesStagingItsOwnNamesAndMarkers() {
        Site staging = new Site(
                "myapp", Environment.STAGING, new Ports(4500, 4501), List.of("myapp-staging.codeb.kr"), "codeb.kr");
        String text = CaddySite.render(staging, PATHS);
        assertTrue(text.contains("root /var/lib/codeb/routes/myapp-staging/live\n"));
        assertTrue(text.contains("\nmyapp-staging.codeb.kr {\n"));
        assertTrue(text.contains("output file /var/log/caddy/myapp-staging.log\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b.kr", "x.kr {\n}", "*.codeb.kr", "http://x.kr", "x.kr:80", "X.kr", "kr", "-a.kr", ""})
    void writesNothingThatIsNoHostName(String domain) {
        CodebException refused = assertThrows(CodebException.class, () -> CaddySite.render(site(domain), PATHS));
        assertEquals(ErrorCode.SITE_INVALID, refused.code());
    }
}
