package kr.codeb.gateway.tools.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Field;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** API keys of the caller's team. */
@Singleton
class KeyTools implements ToolGroup {

    private static final Field[] KEY = {
        Field.text("tokenId"),
        Field.text("name"),
        Field.text("role"),
        Field.text("teamId"),
        Field.text("createdBy").maybe(),
        Field.text("createdAt").maybe(),
        Field.text("expiresAt").maybe(),
        Field.text("revokedAt").maybe()
    };

    static final Param KEY_NAME = Param.text("name", "What the key is for, in a few words.", 100)
            .matching(
                    "^[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f][^\\x00-\\x1f\\x7f]*$",
                    "a text of 1 to 100 characters in one line")
            .must();

    private static final Param KEY_ROLE = Param.choice(
                    "role", "What the key may do; your own role at most.", "viewer", "member", "admin", "owner")
            .must();

    private final RegistryClient registry;

    KeyTools(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public List<Tool> tools() {
        return List.of(create(), list(), revoke());
    }

    private Tool create() {
        return Tool.named("token_create")
                .title("Create an API key")
                .says(
                        "Creates an API key for your team. The key itself is in this answer and nowhere else, ever: store it as a"
                                + " secret, do not repeat it. Give keys for machines an expiry and the lowest role that does.")
                .needs(Role.MEMBER)
                .effect(Effect.ADD)
                .takes(
                        KEY_NAME,
                        KEY_ROLE,
                        Param.whole("expiresInDays", "Days until it expires; never if not given.", 1, 3650))
                .answers(Stream.concat(Stream.of(Field.text("key")), Arrays.stream(KEY))
                        .toArray(Field[]::new))
                .tells((params, answer) ->
                        "%s (%s, role %s) is ready: its text is in the field key, this once. It expires %s."
                                .formatted(
                                        answer.path("name").asText(),
                                        answer.path("tokenId").asText(),
                                        answer.path("role").asText(),
                                        answer.path("expiresAt").asText("never")))
                .calls(this::created);
    }

    private Tool list() {
        return Tool.named("token_list")
                .title("List API keys")
                .says("Lists your team's API keys, without the keys themselves.")
                .needs(Role.MEMBER)
                .effect(Effect.READ)
                .answers(Field.list("tokens", KEY).folded())
                .shortens("tokens", false)
                .tells((params, answer) -> told(answer.path("tokens")))
                .calls(this::listed);
    }

    private static String told(JsonNode tokens) {
        return tokens.valueStream()
                .map(key -> "%s %s, %s%s"
                        .formatted(
                                key.path("tokenId").asText(),
                                key.path("name").asText(),
                                key.path("role").asText(),
                                key.path("revokedAt").isTextual() ? ", revoked" : ""))
                .collect(Collectors.joining("\n", "%d keys.\n".formatted(tokens.size()), ""))
                .strip();
    }

    private Tool revoke() {
        return Tool.named("token_revoke")
                .title("Revoke an API key")
                .says(
                        "Ends an API key for good, within 5 s, and the keys that it made. A member can end its own and those it made, an admin any of the team.")
                .needs(Role.MEMBER)
                .effect(Effect.CHANGE)
                .repeatable()
                .takes(Param.text("tokenId", "Id of the key, as token_list shows it.", 64)
                        .matching("^key_[A-Za-z0-9_-]+$", "the id of a key, such as key_abc123")
                        .must())
                .answers(Stream.concat(Arrays.stream(KEY), Stream.of(Field.texts("alsoRevoked")))
                        .toArray(Field[]::new))
                .tells((params, answer) ->
                        "%s (%s) is revoked and stops working within 5 s, and so do %d keys that it made."
                                .formatted(
                                        answer.path("name").asText(),
                                        answer.path("tokenId").asText(),
                                        answer.path("alsoRevoked").size()))
                .calls(this::revoked);
    }

    private ObjectNode created(Call call) {
        Role role = Role.of(call.text("role"));
        Caller caller = call.caller();
        caller.mustBe(role, "Making a key with the role " + role);
        Integer days = call.text("expiresInDays") == null ? null : call.whole("expiresInDays");
        CreatedKey made =
                registry.createKey(new NewKey(caller.teamId(), role, call.text("name"), caller.keyId(), days));
        return shown(made.about()).put("key", made.key());
    }

    private ObjectNode listed(Call call) {
        ObjectNode fields = Json.object();
        keys(call).stream().map(KeyTools::shown).forEach(fields.putArray("tokens")::add);
        return fields.put("cut", false);
    }

    private ObjectNode revoked(Call call) {
        Caller caller = call.caller();
        String id = call.text("tokenId");
        ApiKey key = keys(call).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new CodebException(
                        ErrorCode.TOKEN_NOT_FOUND,
                        "Your team has no key %s. token_list shows those there are.".formatted(id),
                        Map.of("tokenId", id)));
        if (!id.equals(caller.keyId()) && !caller.keyId().equals(key.createdBy())) {
            caller.mustBe(Role.ADMIN, "Revoking a key that you did not make");
        }
        Revocation revocation = Neighbour.reading(() -> registry.revokeKey(id, caller.teamId(), caller.keyId()));
        ObjectNode fields = shown(revocation.key());
        revocation.alsoRevoked().forEach(fields.putArray("alsoRevoked")::add);
        return fields;
    }

    private List<ApiKey> keys(Call call) {
        String team = call.caller().teamId();
        return Neighbour.reading(() -> registry.keys(team)).stream()
                .filter(key -> team.equals(key.teamId()))
                .toList();
    }

    private static ObjectNode shown(ApiKey key) {
        ObjectNode shown = Json.object();
        shown.put("tokenId", key.id())
                .put("name", key.name())
                .put("role", key.role().wire());
        shown.put("teamId", key.teamId()).put("createdBy", key.createdBy());
        shown.put("createdAt", Objects.toString(key.createdAt(), null));
        shown.put("expiresAt", Objects.toString(key.expiresAt(), null));
        shown.put("revokedAt", Objects.toString(key.revokedAt(), null));
        return shown;
    }
}
