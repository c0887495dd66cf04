package kr.codeb.gateway.tools.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.text.FreeText;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Confirmation;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Plan;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** API keys of the caller's team. */
@Singleton
class KeyTools implements ToolGroup {

    private static final int LONGEST_NAME = 100;

    static final Param KEY_NAME = Param.text("name", "What the key is for, in a few words.", LONGEST_NAME)
            .ruled("a text of 1 to %d characters in one line, none of them invisible".formatted(LONGEST_NAME))
            .and(value -> FreeText.problem(value.asText(), LONGEST_NAME).isEmpty())
            .must();

    private static final Param KEY_ROLE = Param.choice(
                    "role",
                    "viewer reads, member deploys, admin deletes and makes keys; your own at most.",
                    "viewer",
                    "member",
                    "admin",
                    "owner")
            .must();

    private static final Param PROJECTS = names("projects", "Projects that it may reach; all if not given.");
    private static final Param TOOLS = names("tools", "Tools that it may call; all of its role if not given.");
    private static final int MOST_NAMES = 100;

    private final RegistryClient registry;
    private final Provider<ToolCatalog> catalog;

    /** @param catalog all tools, these included: to be asked for later */
    KeyTools(@RestClient RegistryClient registry, Provider<ToolCatalog> catalog) {
        this.registry = registry;
        this.catalog = catalog;
    }

    private static Param names(String name, String says) {
        return Param.texts(name, says, MOST_NAMES)
                .with(schema -> schema.put("minItems", 1).put("uniqueItems", true))
                .ruled("a list of 1 to %d names, each once".formatted(MOST_NAMES));
    }

    @Override
    public List<Tool> tools() {
        return List.of(create(), list(), revoke());
    }

    private Tool create() {
        return Tool.named("token_create")
                .title("Create an API key")
                .says("Creates an API key for your team. The key itself is in this answer and nowhere else, ever:"
                        + " store it as a secret, do not repeat it. Give a machine's key the lowest role, the"
                        + " projects and the tools that do. It may no more and lives no longer than yours, and"
                        + " ends with it.")
                .needs(Role.MEMBER)
                .effect(Effect.ADD)
                .takes(
                        KEY_NAME,
                        KEY_ROLE,
                        Param.whole("expiresInDays", "Days until it expires.", 1, 3650)
                                .orElse(90),
                        PROJECTS,
                        TOOLS)
                .answers(Stream.concat(Stream.of(Field.text("key").maybe()), Arrays.stream(KeyViews.FIELDS))
                        .toArray(Field[]::new))
                .tells((params, answer) -> KeyViews.made(answer))
                .calls(this::created);
    }

    private Tool list() {
        return Tool.named("token_list")
                .title("List API keys")
                .says("Lists your team's API keys, without the keys themselves.")
                .needs(Role.MEMBER)
                .effect(Effect.READ)
                .answers(Field.list("tokens", KeyViews.FIELDS).folded())
                .shortens("tokens", false)
                .tells((params, answer) -> KeyViews.told(answer.path("tokens")))
                .calls(this::listed);
    }

    private Tool revoke() {
        return Tool.named("token_revoke")
                .title("Revoke an API key")
                .says("Ends an API key for good, within 5 s, with the keys that it made. A member ends its own and"
                        + " those, an admin any of the team.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .repeatable()
                .takes(Param.text("tokenId", "Id of the key, as token_list shows it.", 64)
                        .matching("^key_[A-Za-z0-9_-]+$", "the id of a key, such as key_abc123")
                        .must())
                .answers(Stream.concat(Arrays.stream(KeyViews.FIELDS), Stream.of(Field.texts("alsoRevoked")))
                        .toArray(Field[]::new))
                .tells((params, answer) ->
                        "%s (%s) is revoked and stops working within 5 s, and so do %d keys that it made."
                                .formatted(
                                        answer.path("name").asText(),
                                        answer.path("tokenId").asText(),
                                        answer.path("alsoRevoked").size()))
                .confirmed(Confirmation.ofModels(call -> isAnothers(call.caller(), revocable(call)), this::revocation))
                .calls(this::revoked);
    }

    private ObjectNode created(Call call) {
        Role role = Role.of(call.text("role"));
        Caller caller = call.caller();
        caller.mustBe(role, "Making a key with the role " + role);
        List<String> projects = given(call, PROJECTS);
        List<String> tools = given(call, TOOLS);
        refuseUnknown(call, projects, tools);
        NewKey wanted = new NewKey(
                caller.teamId(),
                role,
                call.text("name"),
                caller.keyId(),
                call.whole("expiresInDays"),
                null,
                projects,
                tools,
                call.idempotency());
        CreatedKey made = Neighbour.once(() -> registry.createKey(wanted));
        return KeyViews.of(made.about()).put("key", made.key());
    }

    /** Null when it was not given. */
    private static List<String> given(Call call, Param names) {
        JsonNode given = call.params().get(names.name());
        return given == null ? null : given.valueStream().map(JsonNode::asText).toList();
    }

    /** A name that was mistyped would narrow the key to nothing. */
    private void refuseUnknown(Call call, List<String> projects, List<String> tools) {
        if (tools != null) {
            tools.forEach(this::mustBeTool);
        }
        if (projects == null) {
            return;
        }
        Caller caller = call.caller();
        List<String> own = Neighbour.reading(() -> registry.projects(caller.teamId())).stream()
                .filter(project -> caller.owns(project.teamId(), project.name()))
                .map(Project::name)
                .toList();
        projects.stream().filter(name -> !own.contains(name)).findFirst().ifPresent(name -> {
            throw new CodebException(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "Your team has no project %s, or your key is not for it. project_list shows those there are."
                            .formatted(Violations.shown(name)));
        });
    }

    private void mustBeTool(String name) {
        try {
            catalog.get().named(name);
        } catch (CodebException unknown) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    unknown.getMessage(),
                    Map.of("violations", List.of(Map.of("param", "tools", "message", unknown.getMessage()))));
        }
    }

    private ObjectNode listed(Call call) {
        ObjectNode fields = Json.object();
        Instant now = Instant.now();
        keys(call).stream()
                .filter(key -> mayKnowOf(key, call.caller()))
                .filter(key -> key.run() == null || key.isUsable(now))
                .map(KeyViews::of)
                .forEach(fields.putArray("tokens")::add);
        return fields.put("cut", false);
    }

    /** What a key is for would tell of projects that do not exist for the caller. */
    private static boolean mayKnowOf(ApiKey key, Caller caller) {
        return key.projects() == null || key.projects().stream().allMatch(caller::mayReach);
    }

    private ObjectNode revoked(Call call) {
        ApiKey key = revocable(call);
        Caller caller = call.caller();
        Revocation revocation = Neighbour.reading(() -> registry.revokeKey(key.id(), caller.teamId(), caller.keyId()));
        ObjectNode fields = KeyViews.of(revocation.key());
        revocation.alsoRevoked().forEach(fields.putArray("alsoRevoked")::add);
        return fields;
    }

    /** @throws CodebException TOKEN_NOT_FOUND, or FORBIDDEN when the caller may not end it */
    private ApiKey revocable(Call call) {
        Caller caller = call.caller();
        String id = call.text("tokenId");
        ApiKey key = keys(call).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CodebException(
                        ErrorCode.TOKEN_NOT_FOUND,
                        "Your team has no key %s. token_list shows those there are.".formatted(id),
                        Map.of("tokenId", id)));
        if (isAnothers(caller, key)) {
            caller.mustBe(Role.ADMIN, "Revoking a key that you did not make");
            if (caller.isNarrowed()) {
                throw new CodebException(
                        ErrorCode.FORBIDDEN,
                        "Your key is for some projects or tools only, so it can revoke itself and those it made. Use"
                                + " another key.");
            }
        }
        return key;
    }

    private static boolean isAnothers(Caller caller, ApiKey key) {
        return !key.id().equals(caller.keyId()) && !caller.keyId().equals(key.createdBy());
    }

    private Plan revocation(Call call) {
        ApiKey key = revocable(call);
        return new Plan(
                KeyViews.of(key).retain("tokenId", "name", "role"),
                "%s (%s, role %s), which another key made, would stop working for good, with all keys that it made."
                        .formatted(key.name(), key.id(), key.role()));
    }

    private List<ApiKey> keys(Call call) {
        String team = call.caller().teamId();
        return Neighbour.reading(() -> registry.keys(team)).stream()
                .filter(key -> team.equals(key.teamId()))
                .toList();
    }
}
