package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Role;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.Ids;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.web.Sha256;

/** API keys. Only the SHA-256 of a key is stored; a key has so many random bits that nothing slower is needed. */
@Singleton
class ApiKeys {

    private static final String KEYS = "keys";
    private static final String HASH = "hash";
    private static final int TOKEN_LENGTH = 32;
    private static final int ID_LENGTH = 12;

    private final DocumentStore store;
    private volatile KeyIndex index = new KeyIndex(null);

    ApiKeys(DocumentStore store) {
        this.store = store;
    }

    /** @throws CodebException FORBIDDEN when there is an owner's key already */
    CreatedKey createFirstOwner(String teamId, String name) {
        return create(new NewKey(teamId, Role.OWNER, name, "installation", null), true);
    }

    CreatedKey create(NewKey asked) {
        return create(asked, false);
    }

    private CreatedKey create(NewKey asked, boolean onlyFirstOwner) {
        if (asked.teamId() == null || asked.teamId().isBlank() || asked.role() == null) {
            throw new CodebException(ErrorCode.INVALID_PARAMS, "A key needs a team and a role.");
        }
        String token = "codeb_%s_%s_%s".formatted(asked.teamId(), asked.role(), Ids.letters(TOKEN_LENGTH));
        Instant now = Times.now();
        Instant expires = asked.expiresInDays() == null ? null : now.plus(Duration.ofDays(asked.expiresInDays()));
        var key = new ApiKey(
                "key_" + Ids.letters(ID_LENGTH),
                asked.teamId(),
                asked.role(),
                asked.name(),
                now,
                asked.createdBy(),
                expires,
                null);
        ObjectNode entry = Json.tree(key);
        entry.put(HASH, Sha256.hex(token));
        store.change(transaction -> {
            ObjectNode keys = transaction.read(FileNames.KEYS).orElseThrow();
            if (onlyFirstOwner && all(keys).anyMatch(there -> there.role() == Role.OWNER && usable(there))) {
                throw new CodebException(
                        ErrorCode.FORBIDDEN, "There is an owner's key already. Make further keys with token_create.");
            }
            transaction.put(FileNames.KEYS, entry, KEYS, key.id());
            return null;
        });
        return new CreatedKey(key.id(), token, key);
    }

    /** @throws CodebException UNAUTHENTICATED when the key is unknown, revoked or expired */
    ApiKey verify(String hash) {
        ObjectNode root = store.read(FileNames.KEYS).orElseThrow();
        KeyIndex current = index;
        if (current.root() != root) {
            current = new KeyIndex(root);
            index = current;
        }
        return current.find(hash)
                .filter(ApiKeys::usable)
                .orElseThrow(() -> new CodebException(
                        ErrorCode.UNAUTHENTICATED,
                        "The API key is unknown, revoked or expired. Ask your team's admin for one."));
    }

    List<ApiKey> list(String teamId) {
        return all(store.read(FileNames.KEYS).orElseThrow())
                .filter(key -> key.teamId().equals(teamId))
                .toList();
    }

    /** @throws CodebException TOKEN_NOT_FOUND unless it is a key of that team */
    ApiKey revoke(String id, String teamId) {
        return store.change(transaction -> {
            if (!(transaction.read(FileNames.KEYS).orElseThrow().path(KEYS).path(id) instanceof ObjectNode entry)
                    || !entry.path("teamId").asText().equals(teamId)) {
                throw new CodebException(
                        ErrorCode.TOKEN_NOT_FOUND,
                        "There is no key %s in your team. token_list shows them.".formatted(id));
            }
            if (entry.hasNonNull("revokedAt")) {
                return Json.as(entry, ApiKey.class);
            }
            ObjectNode revoked = entry.deepCopy().put("revokedAt", Times.now().toString());
            transaction.put(FileNames.KEYS, revoked, KEYS, id);
            return Json.as(revoked, ApiKey.class);
        });
    }

    static Stream<ApiKey> all(ObjectNode root) {
        return root.path(KEYS).valueStream().map(entry -> Json.as(entry, ApiKey.class));
    }

    private static boolean usable(ApiKey key) {
        return key.revokedAt() == null
                && (key.expiresAt() == null || Instant.now().isBefore(key.expiresAt()));
    }
}
