package kr.codeb.gateway.tools.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.gateway.tools.Place;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Domains: give a project one, list them, take one away. */
@Singleton
class DomainTools implements ToolGroup {

    private static final Param DOMAIN = Param.text("domain", "A host name.", 253)
            .checked(
                    "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "a host name in lower case, such as shop.example.com")
            .must();

    private final RegistryClient registry;
    private final Urls urls;

    DomainTools(@RestClient RegistryClient registry, Urls urls) {
        this.registry = registry;
        this.urls = urls;
    }

    @Override
    public List<Tool> tools() {
        return List.of(setup(), list(), delete());
    }

    private static Tool setup() {
        return Tool.named("domain_setup")
                .title("Give a project a domain")
                .says("Has a project answer to another host name, with a certificate. Names outside CodeB's base"
                        + " domain need a DNS record, which the answer tells.")
                .needs(Role.MEMBER)
                .effect(Effect.ADD)
                .repeatable()
                .reachesOut()
                .about(Scope.ENVIRONMENT)
                .takes(Params.PROJECT, DOMAIN, Params.ENVIRONMENT)
                .answers(
                        Field.text("domain"),
                        Field.text("url"),
                        Field.object(
                                        "dns",
                                        Field.flag("managed"),
                                        Field.list(
                                                "records", Field.text("name"), Field.text("type"), Field.text("value")))
                                .folded(),
                        Field.text("tls"))
                .tells(DomainTools::setUp)
                .runs(OperationKind.DOMAIN, call -> call.params().deepCopy().put("remove", false));
    }

    private static String setUp(ObjectNode params, ObjectNode answer) {
        String tls = answer.path("tls").asText();
        String record = answer.at("/dns/managed").asBoolean()
                ? ""
                : " Its owner has to make this DNS record: %s A %s."
                        .formatted(
                                answer.at("/dns/records/0/name").asText(),
                                answer.at("/dns/records/0/value").asText());
        return "%s answers at %s.%s %s"
                .formatted(
                        Place.of(params),
                        answer.path("url").asText(),
                        record,
                        tls.equals("ready") ? "Its certificate is there." : "Its certificate is " + tls + ".");
    }

    private Tool list() {
        return Tool.named("domain_list")
                .title("All domains")
                .says("Lists the domains that your team's projects answer to, or one project.")
                .needs(Role.VIEWER)
                .effect(Effect.READ)
                .about(Scope.PROJECT)
                .takes(Params.MAYBE_PROJECT)
                .answers(Field.list(
                                "domains",
                                Field.text("domain"),
                                Field.text("projectName"),
                                Field.text("environment"),
                                Field.flag("primary"),
                                Field.text("url"))
                        .folded())
                .shortens("domains", false)
                .tells((params, answer) -> answer.path("domains")
                        .valueStream()
                        .map(one -> "%s: %s (%s)%s"
                                .formatted(
                                        one.path("domain").asText(),
                                        one.path("projectName").asText(),
                                        one.path("environment").asText(),
                                        one.path("primary").asBoolean() ? ", primary" : ""))
                        .collect(Collectors.joining("\n")))
                .calls(this::domains);
    }

    private ObjectNode domains(Call call) {
        List<Project> projects = call.project() != null
                ? List.of(call.project())
                : Neighbour.reading(() -> registry.projects(call.caller().teamId())).stream()
                        .filter(project -> call.caller().owns(project.teamId(), project.name()))
                        .toList();
        ObjectNode fields = Json.object();
        fields.putArray("domains");
        projects.forEach(project -> project.environments().forEach((environment, settings) -> {
            if (call.caller().mayReach(environment)) {
                add(fields, project, environment, settings.domain(), true);
                settings.domains().forEach(domain -> add(fields, project, environment, domain, false));
            }
        }));
        return fields.put("cut", false);
    }

    private void add(ObjectNode fields, Project project, Environment environment, String domain, boolean primary) {
        fields.withArray("domains")
                .addObject()
                .put("domain", domain)
                .put("projectName", project.name())
                .put("environment", environment.wire())
                .put("primary", primary)
                .put("url", urls.site(project.name(), environment, domain));
    }

    private static Tool delete() {
        return Tool.named("domain_delete")
                .title("Take a domain away")
                .says("Takes a host name from a project. The primary domain stays as long as the project.")
                .needs(Role.ADMIN)
                .effect(Effect.CHANGE)
                .reachesOut()
                .about(Scope.PROJECT)
                .takes(Params.PROJECT, DOMAIN)
                .answers(Field.text("domain"), Field.text("removed"))
                .tells((params, answer) -> "%s does not answer to %s any more."
                        .formatted(Place.of(params), answer.path("removed").asText()))
                .confirmed(Confirmation.ofModels(call -> true, DomainTools::plan))
                .runs(OperationKind.DOMAIN, DomainTools::removal);
    }

    private static Plan plan(Call call) {
        ObjectNode removal = removal(call);
        return new Plan(
                removal.retain("projectName", "environment", "domain"),
                "%s would not answer to %s any more, and visitors who use that name would find nothing."
                        .formatted(Place.of(removal), removal.path("domain").asText()));
    }

    private static ObjectNode removal(Call call) {
        String domain = call.text("domain");
        Environment environment = call.project().environments().entrySet().stream()
                .filter(entry -> domain.equals(entry.getValue().domain())
                        || entry.getValue().domains().contains(domain))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new CodebException(
                        ErrorCode.DOMAIN_NOT_FOUND,
                        "%s does not answer to %s. domain_list shows what it answers to."
                                .formatted(call.projectName(), domain),
                        Map.of("domain", domain)));
        if (domain.equals(call.project().in(environment).orElseThrow().domain())) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "%s is the primary domain of %s (%s), which it keeps until the project is deleted."
                            .formatted(domain, call.projectName(), environment),
                    Map.of("violations", List.of(Map.of("param", "domain", "message", "is the primary domain"))));
        }
        return call.params().deepCopy().put("environment", environment.wire()).put("remove", true);
    }
}
