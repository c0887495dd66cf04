package kr.codeb.gateway.tools.domain;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.Doors;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Neighbours.class)
class DomainToolsTest {

    @Test
    void aDomainIsSetUpWithItsAddress() {
        Doors.plain(Keys.ours(Role.MEMBER), "domain_setup", Map.of("projectName", "shop", "domain", "www.example.com"))
                .then()
                .statusCode(200)
                .body("url", is("https://www.example.com"))
                .body("dns.records[0].value", is("192.0.2.1"));
    }

    @Test
    void allDomainsAreListedThePrimaryOneMarked() {
        Doors.plain(Keys.ours(Role.VIEWER), "domain_list", Map.of("projectName", "shop"))
                .then()
                .statusCode(200)
                .body("domains.domain", hasItems("shop.codeb.test", "www.example.com"))
                .body("domains.find { it.domain == 'shop.codeb.test' }.primary", is(true));
        Doors.plain(Keys.ours(Role.VIEWER), "domain_list", Map.of())
                .then()
                .statusCode(200)
                .body("domains.projectName", hasItems("shop", "blank"));
    }

    @Test
    void thePrimaryDomainStaysAndAnUnknownOneIsNotFound() {
        Doors.plain(Keys.ours(Role.ADMIN), "domain_delete", Map.of("projectName", "shop", "domain", "shop.codeb.test"))
                .then()
                .statusCode(400)
                .body("code", is("INVALID_PARAMS"))
                .body("error", containsString("primary"));
        Doors.plain(
                        Keys.ours(Role.ADMIN),
                        "domain_delete",
                        Map.of("projectName", "shop", "domain", "other.example.com"))
                .then()
                .statusCode(404)
                .body("code", is("DOMAIN_NOT_FOUND"));
    }
}
