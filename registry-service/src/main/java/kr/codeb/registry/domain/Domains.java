package kr.codeb.registry.domain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.DomainRules;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.hold.MadeNotes;
import kr.codeb.registry.ssot.DomainOwner;
import kr.codeb.registry.ssot.Ssot;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.settings.RegistryConfig;

/** The further domains of each environment, beside its primary one. No two environments have the same. */
@Singleton
class Domains {

    private static final String DOMAIN = "domain";
    private static final String DOMAINS = "domains";

    private final DocumentStore store;
    private final Holds holds;
    private final MadeNotes madeNotes;
    private final DomainRules rules;

    Domains(DocumentStore store, Holds holds, MadeNotes madeNotes, RegistryConfig config) {
        this.store = store;
        this.holds = holds;
        this.madeNotes = madeNotes;
        rules = new DomainRules(config.baseDomain());
    }

    /** @throws CodebException INVALID_PARAMS, NAME_RESERVED, DOMAIN_TAKEN unless the environment may have the name, or has */
    void check(String project, Environment environment, String domain) {
        check(store.read(FileNames.SSOT).orElseThrow(), project, environment, DomainRules.plain(domain));
    }

    private void check(ObjectNode ssot, String project, Environment environment, String domain) {
        DomainOwner.of(ssot, domain)
                .filter(owner -> !owner.equals(new DomainOwner(project, environment)))
                .ifPresent(other -> {
                    throw new CodebException(
                            ErrorCode.DOMAIN_TAKEN,
                            "%s is taken by another project. Choose another domain.".formatted(domain));
                });
        rules.check(project, environment, domain);
    }

    /**
     * Adds a domain to an environment.
     *
     * @return the environment's further domains, and whether this operation added it
     * @throws CodebException as {@link #check}; PROJECT_NOT_FOUND
     */
    Allocation<List<String>> add(String project, Environment environment, String given, Hold hold) {
        String domain = DomainRules.plain(given);
        check(project, environment, domain);
        return madeNotes.ensure(
                hold,
                "domain." + domain,
                () -> DomainOwner.of(store.read(FileNames.SSOT).orElseThrow(), domain)
                        .isPresent(),
                () -> store.change(transaction -> {
                    holds.check(hold, project, environment);
                    ObjectNode ssot = transaction.read(FileNames.SSOT).orElseThrow();
                    check(ssot, project, environment, domain);
                    ObjectNode settings = settings(ssot, project, environment);
                    List<String> domains = further(settings);
                    if (!domain.equals(settings.path(DOMAIN).asText()) && !domains.contains(domain)) {
                        domains.add(domain);
                        transaction.put(
                                FileNames.SSOT, entry(ssot, project, environment, domains), "projects", project);
                    }
                    return domains;
                }));
    }

    /**
     * Removes a domain; one that is gone already is fine.
     *
     * @return the further domains that are left
     * @throws CodebException DOMAIN_TAKEN for the primary domain, which stays; PROJECT_NOT_FOUND
     */
    List<String> remove(String project, Environment environment, String given, Hold hold) {
        String domain = DomainRules.plain(given);
        return store.change(transaction -> {
            holds.check(hold, project, environment);
            ObjectNode ssot = transaction.read(FileNames.SSOT).orElseThrow();
            ObjectNode settings = settings(ssot, project, environment);
            if (domain.equals(settings.path(DOMAIN).asText())) {
                throw new CodebException(
                        ErrorCode.INVALID_PARAMS,
                        "%s is the primary domain of %s (%s), which it keeps until the project is deleted."
                                .formatted(domain, project, environment));
            }
            List<String> domains = further(settings);
            if (domains.remove(domain)) {
                transaction.put(FileNames.SSOT, entry(ssot, project, environment, domains), "projects", project);
            }
            return domains;
        });
    }

    private static List<String> further(ObjectNode settings) {
        var domains = new ArrayList<String>();
        settings.path(DOMAINS).forEach(domain -> domains.add(domain.asText()));
        return domains;
    }

    private static ObjectNode settings(ObjectNode ssot, String project, Environment environment) {
        return Ssot.entry(ssot, project)
                .flatMap(entry -> Ssot.settings(entry, environment))
                .orElseThrow(() -> new CodebException(
                        ErrorCode.PROJECT_NOT_FOUND,
                        "There is no project %s with a %s environment. Call workflow_init first."
                                .formatted(project, environment)));
    }

    private static JsonNode entry(ObjectNode ssot, String project, Environment environment, List<String> domains) {
        ObjectNode entry = Ssot.entry(ssot, project).orElseThrow().deepCopy();
        ArrayNode list = Json.MAPPER.valueToTree(domains);
        ObjectNode settings = Ssot.settings(entry, environment).orElseThrow();
        if (domains.isEmpty()) {
            settings.remove(DOMAINS);
        } else {
            settings.set(DOMAINS, list);
        }
        return entry;
    }
}
