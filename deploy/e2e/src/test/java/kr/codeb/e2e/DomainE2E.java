package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code domain_setup, domain_list, domain_delete}: further names of an environment, and whether the servers say the same. */
@ExtendWith(Projects.class)
class DomainE2E {

    private static Call setUp(Project project, String domain) {
        return project.tool("domain_setup", "domain", domain);
    }

    private static Call delete(Project project, String domain) {
        return project.codeb().tool("domain_delete", "projectName", project.name(), "domain", domain);
    }

    private static List<String> listed(Project project) {
        return project.codeb()
                .call("domain_list", "projectName", project.name())
                .ok()
                .at("/domains")
                .valueStream()
                .map(one -> one.path("domain").asText())
                .toList();
    }

    @Test
    void aNameBelowTheBaseDomainFollowsAPromoteAndARollback() {
        Project shop = Project.fresh().running("app:v1");
        String name = "www." + shop.domain();

        Answer answer = setUp(shop, name).call().ok();

        assertTrue(answer.at("/dns/managed").asBoolean(), answer::toString);
        assertEquals("ready", answer.text("/tls"));
        assertTrue(answer.text("/url").startsWith("https://" + name), answer::toString);
        assertEquals(List.of(Sandbox.appHost()), Storage.addresses(name));
        Site site = new Site(name);
        site.serves("v1");
        shop.deploy("app:v2").call().ok();
        site.serves("v1");
        shop.promote().call().ok();
        site.serves("v2");
        shop.rollback().call().ok();
        site.serves("v1");
        assertEquals(List.of(shop.domain(), name), listed(shop));
        Agreement.check(shop);

        delete(shop, name).call().ok();
        assertEquals(List.of(), Storage.addresses(name));
        assertEquals(List.of(shop.domain()), listed(shop));
        assertFalse(Text.of(shop.siteFile()).contains(name));
        shop.site().serves("v1");
        delete(shop, name).call().refused(404, "DOMAIN_NOT_FOUND");
        Agreement.check(shop);
    }

    @Test
    void ofAForeignNameTheRecordIsTold() {
        Project shop = Project.fresh().running("app:v1");
        String name = shop.name() + ".example.com";

        Answer answer = setUp(shop, name).call().ok();

        assertFalse(answer.at("/dns/managed").asBoolean(), answer::toString);
        assertEquals(Text.object("name", name, "type", "A", "value", Sandbox.appHost()), answer.at("/dns/records/0"));
        assertTrue(Text.of(shop.siteFile()).contains(name));
        setUp(shop, name).call().ok();
        assertEquals(List.of(shop.domain(), name), listed(shop));
        Agreement.check(shop);
    }

    @Test
    void namesOfOthersAndOfCodebAreRefused() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        Project other = Project.fresh();
        other.init().call().ok();
        String name = shop.name() + ".example.org";
        setUp(shop, name).call().ok();
        String before = Text.of(other.siteFile());

        setUp(other, name).call().refused(409, "DOMAIN_TAKEN");
        setUp(other, shop.domain()).call().refused(409, "DOMAIN_TAKEN");
        setUp(other, "x." + shop.domain()).call().refused(409, "DOMAIN_TAKEN");
        setUp(other, "api." + Sandbox.baseDomain()).call().refused(409, "NAME_RESERVED");
        setUp(other, Sandbox.baseDomain()).call().refused(409, "NAME_RESERVED");
        setUp(other, "Not A Name").call().refused(400, "INVALID_PARAMS");
        delete(shop, shop.domain()).call().refused(400, "INVALID_PARAMS");
        delete(other, name).call().refused(404, "DOMAIN_NOT_FOUND");
        setUp(shop.by(Codeb.as("viewer")), "a.example.org").call().refused(403, "FORBIDDEN");
        delete(shop.by(Codeb.as("member")), name).call().refused(403, "FORBIDDEN");

        assertEquals(before, Text.of(other.siteFile()));
        Agreement.check(shop);
        Agreement.check(other);
    }

    @Test
    void withoutDnsItIsTakenBack() {
        Project shop = Project.fresh();
        shop.init().call().ok();
        String name = "www." + shop.domain();
        String site = Text.of(shop.siteFile());
        Sandbox.stop("pdns");
        try {
            setUp(shop, name).call().refused(503, "DNS_UNAVAILABLE");
        } finally {
            Sandbox.start("pdns");
        }
        assertEquals(site, Text.of(shop.siteFile()));
        assertEquals(List.of(shop.domain()), listed(shop));
        setUp(shop, name).call().ok();
        Agreement.check(shop);
    }
}
