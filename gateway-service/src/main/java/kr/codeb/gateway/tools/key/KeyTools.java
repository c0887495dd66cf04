package kr.codeb.gateway.tools.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolGroup;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.gateway.tools.Params;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** API keys of the caller's team. */
@Singleton
class KeyTools implements ToolGroup {

    private final RegistryClient registry;

    KeyTools(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public List<Tool> tools() {
        return List.of(
                Tool.named("token_create")
                        .says("Makes an API key for your team. The key itself is told in this answer and never again.")
                        .needs(Role.MEMBER)
                        .effect(Effect.WRITE)
                        .takes(
                                Params.KEY_NAME,
                                Params.KEY_ROLE,
                                Param.whole("expiresInDays", "Days until it expires; never if not given.", 1, 3650))
                        .answers("tokenId, key, name, role, teamId, createdAt, expiresAt")
                        .calls(this::create),
                Tool.named("token_list")
                        .says("Lists your team's API keys, without the keys themselves.")
                        .needs(Role.MEMBER)
                        .effect(Effect.READ)
                        .answers("tokens[]{tokenId, name, role, createdAt, createdBy, expiresAt, revokedAt}")
                        .calls(this::list),
                Tool.named("token_revoke")
                        .says("Ends an API key. A member can end its own and those it made, an admin any of the team.")
                        .needs(Role.MEMBER)
                        .effect(Effect.DESTROY)
                        .takes(Param.text("tokenId", "Id of the key, as token_list shows it.", 64)
                                .matching("^key_[A-Za-z0-9_-]+$", "the id of a key, such as key_abc123")
                                .must())
                        .answers(
                                "tokenId, name, role, revokedAt, alsoRevoked[] (the keys that it had made end with it)")
                        .calls(this::revoke));
    }

    private ObjectNode create(Call call) {
        Role role = Role.of(call.text("role"));
        Caller caller = call.caller();
        caller.mustBe(role, "Making a key with the role " + role);
        Integer days = call.text("expiresInDays") == null ? null : call.whole("expiresInDays");
        CreatedKey made =
                registry.createKey(new NewKey(caller.teamId(), role, call.text("name"), caller.keyId(), days));
        return shown(made.about()).put("key", made.key());
    }

    private ObjectNode list(Call call) {
        ObjectNode fields = Json.object();
        keys(call).stream().map(KeyTools::shown).forEach(fields.putArray("tokens")::add);
        return fields;
    }

    private ObjectNode revoke(Call call) {
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
