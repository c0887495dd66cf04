package kr.codeb.provisioner.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.testing.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are not the caller's to take. */
class TakenNamesTest {

    private static final Names SHOP = new Names("shop", Environment.PRODUCTION);

    private final TakenNames rules = new TakenNames(Settings.below("/nowhere"));
    private final List<Project> projects = List.of(new Project(
            "blog",
            "others",
            "nextjs",
            Instant.EPOCH,
            "key_1",
            Map.of(Environment.PRODUCTION, at("blog.codeb.test", "blog.example.com"))));

    private static ProjectEnvironment at(String domain, String further) {
        return new ProjectEnvironment(
                new Ports(4100, 4101), null, null, domain, List.of(further), null, null, null, null, null, null);
    }

    private CodebException refused(String domain, String team) {
        return assertThrows(CodebException.class, () -> rules.refuse(SHOP, domain, team, false, projects), domain);
    }

    @ParameterizedTest
    @CsvSource({
        "api.codeb.test, NAME_RESERVED",
        "x.preview.codeb.test, NAME_RESERVED",
        "notyet.codeb.test, DOMAIN_TAKEN",
        "notyet-staging.codeb.test, DOMAIN_TAKEN"
    })
    void nobodyGetsWhatIsReservedOrCouldBeAnotherProjects(String domain, ErrorCode code) {
        assertEquals(code, refused(domain, "others").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"blog.codeb.test", "blog.example.com", "www.blog.codeb.test", "x.blog.example.com"})
    void nobodyGetsWhatIsAnotherTeams(String domain) {
        assertEquals(ErrorCode.DOMAIN_TAKEN, refused(domain, "team").code());
    }

    @Test
    void aProjectWithoutADomainOfItsOwnHasTheOneItIsCalledAfter() {
        ProjectEnvironment adopted = new ProjectEnvironment(
                new Ports(4100, 4101), null, null, null, List.of(), null, null, null, null, null, null);
        List<Project> known = List.of(new Project(
                "old", "others", "nextjs", Instant.EPOCH, "key_1", Map.of(Environment.PRODUCTION, adopted)));

        rules.refuse(SHOP, "shop.codeb.test", "team", false, known);
        assertThrows(CodebException.class, () -> rules.refuse(SHOP, "old.codeb.test", "team", true, known));
    }

    @Test
    void aTeamsOwnProjectsShareItsDomain() {
        rules.refuse(SHOP, "shop.blog.example.com", "others", false, projects);
        assertEquals(
                ErrorCode.DOMAIN_TAKEN, refused("blog.example.com", "others").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.codeb.test", "www.shop.codeb.test", "shop.example.com"})
    void whatIsFreeIsGiven(String domain) {
        rules.refuse(SHOP, domain, "team", false, projects);
    }

    @Test
    void theNameOfRedisAdministratorIsNoProject() {
        CodebException refused = assertThrows(
                CodebException.class, () -> rules.refuseServersOwn(new Names("default", Environment.PRODUCTION)));
        assertEquals(ErrorCode.NAME_RESERVED, refused.code());
        rules.refuseServersOwn(SHOP);
    }

    @Test
    void aNameFitsIntoEveryServerOrIsRefused() {
        String longest = "a".repeat(50);
        new Names(longest, Environment.PRODUCTION).refuseTooLong("codeb.test");
        new Names(longest.substring(1), Environment.STAGING).refuseTooLong("codeb.test");
        CodebException refused = assertThrows(
                CodebException.class, () -> new Names(longest, Environment.STAGING).refuseTooLong("codeb.test"));
        assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
        assertTrue(refused.details().toString().contains("projectName"), refused.details()::toString);
        assertThrows(
                CodebException.class,
                () -> new Names("shop", Environment.PRODUCTION).refuseTooLong("b.".repeat(120) + "test"));
    }
}
