package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.key.Role;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.Ids;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.ci.CiTrusts;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.registry.store.Transaction;
import kr.codeb.settings.RegistryConfig;
import kr.codeb.web.Sha256;

/** API keys. Only the SHA-256 of a key is stored; a key has so many random bits that nothing slower is needed. */
@Singleton
public class ApiKeys {

    static final int TOKEN_LENGTH = 32;
    static final int ID_LENGTH = 12;

    /** A key that ended is shown in lists for so long, and then dropped from the file. */
    private static final Duration SHOWN_AFTER_END = Duration.ofDays(30);

    private static final Predicate<ApiKey> OWNS_THE_TEAM =
            key -> key.role() == Role.OWNER && key.projects() == null && key.tools() == null;

    private final DocumentStore store;
    private final int most;
    private final KeyRate rate;
    private volatile StoredKeys known;

    ApiKeys(DocumentStore store, RegistryConfig config) {
        this.store = store;
        most = config.keys().livePerTeam();
        rate = new KeyRate("team", config.keys().newPerMinute());
    }

    /**
     * The first key of a team, made by whoever installs CodeB; also for a team that lost all its owners.
     *
     * @throws CodebException FORBIDDEN when the team has an owner
     */
    CreatedKey createOwner(String teamId, String name) {
        return create(new NewKey(teamId, Role.OWNER, name == null ? "owner" : name, "installation", null), true);
    }

    /**
     * A key that may do no more, and lives no longer, than the one that makes it; or, without its text, the one that the same call made
     * before.
     *
     * @throws CodebException INVALID_PARAMS, FORBIDDEN, UNAUTHENTICATED; RATE_LIMITED when the team made too many, or has
     */
    CreatedKey create(NewKey asked) {
        return create(asked, false);
    }

    private CreatedKey create(NewKey asked, boolean firstOwner) {
        KeyRules.check(asked);
        String token = "codeb_%s_%s_%s".formatted(asked.teamId(), asked.role(), Ids.letters(TOKEN_LENGTH));
        Instant now = Times.now();
        rate.take(asked.teamId(), now);
        return store.change(transaction -> {
            StoredKeys keys = stored(transaction.read(FileNames.KEYS).orElseThrow());
            Optional<ApiKey> before = KeyCall.madeBefore(keys, asked.createdBy(), asked.idempotency(), now);
            if (before.isPresent()) {
                return new CreatedKey(before.get().id(), null, before.get());
            }
            List<ApiKey> live = keys.ofTeam(asked.teamId())
                    .filter(key -> key.run() == null && key.isUsable(now))
                    .toList();
            if (firstOwner && live.stream().anyMatch(OWNS_THE_TEAM)) {
                throw new CodebException(
                        ErrorCode.FORBIDDEN,
                        "The team %s has an owner's key already. Make further keys with token_create."
                                .formatted(asked.teamId()));
            }
            checkNumber(asked.teamId(), live.size());
            ApiKey maker = keys.byId(asked.createdBy()).orElse(null);
            ApiKey key = made(asked, maker, now);
            dropEnded(transaction, keys, now);
            ObjectNode entry = Json.tree(key);
            KeyCall.note(entry, asked.idempotency());
            transaction.put(FileNames.KEYS, entry.put(StoredKeys.HASH, Sha256.hex(token)), StoredKeys.KEYS, key.id());
            return new CreatedKey(key.id(), token, key);
        });
    }

    private void checkNumber(String teamId, int live) {
        if (live >= most) {
            throw new CodebException(
                    ErrorCode.RATE_LIMITED,
                    "The team %s has %d keys that can be used, as many as it may (codeb.keys.live-per-team). Revoke those that nobody needs: token_list, token_revoke."
                            .formatted(teamId, live));
        }
    }

    private static ApiKey made(NewKey asked, ApiKey maker, Instant now) {
        if (maker != null) {
            KeyRules.checkMaker(asked, maker, now);
        }
        return new ApiKey(
                "key_" + Ids.letters(ID_LENGTH),
                asked.teamId(),
                asked.role(),
                asked.name(),
                now,
                asked.createdBy(),
                KeyRules.expiry(asked, maker, now),
                null,
                KeyRules.narrowed("projects", asked.projects(), maker == null ? null : maker.projects()),
                KeyRules.narrowed("tools", asked.tools(), maker == null ? null : maker.tools()),
                maker == null ? null : maker.environments(),
                null);
    }

    static void dropEnded(Transaction transaction, StoredKeys keys, Instant now) {
        Instant shownSince = now.minus(SHOWN_AFTER_END);
        keys.all()
                .filter(key -> Stream.of(key.revokedAt(), key.expiresAt())
                        .anyMatch(end -> end != null && end.isBefore(shownSince)))
                .forEach(key -> transaction.remove(FileNames.KEYS, StoredKeys.KEYS, key.id()));
    }

    /**
     * Whose key this is.
     *
     * @throws CodebException UNAUTHENTICATED when the key is unknown, revoked or expired, of a known one with its id and team;
     *     REGISTRY_CORRUPT
     */
    ApiKey verify(String hash) {
        Optional<ApiKey> known = stored().byHash(hash).map(this::standing);
        return known.filter(key -> key.isUsable(Instant.now()))
                .orElseThrow(() -> new CodebException(
                        ErrorCode.UNAUTHENTICATED,
                        "The API key is unknown, revoked or expired. Ask your team's admin for one.",
                        known.<Map<String, Object>>map(key -> Map.of("keyId", key.id(), "teamId", key.teamId()))
                                .orElseGet(Map::of)));
    }

    List<ApiKey> list(String teamId) {
        return stored().ofTeam(teamId).map(this::standing).toList();
    }

    /**
     * Ends a key and all that it made.
     *
     * @param by id of the key that asks, which is not ended by its own call, nor is what it made; null: nobody's
     * @param keepMade whether the keys that it made go on
     * @throws CodebException TOKEN_NOT_FOUND unless it is a key of that team; LAST_OWNER_KEY when nobody would own the team
     */
    Revocation revoke(String id, String teamId, String by, boolean keepMade) {
        return store.change(transaction -> {
            StoredKeys keys = stored(transaction.read(FileNames.KEYS).orElseThrow());
            ApiKey key = keys.byId(id)
                    .filter(there -> there.teamId().equals(teamId))
                    .orElseThrow(() -> new CodebException(
                            ErrorCode.TOKEN_NOT_FOUND,
                            "There is no key %s in your team. token_list shows them.".formatted(id)));
            Instant now = Times.now();
            List<ApiKey> team = keys.ofTeam(teamId).toList();
            List<ApiKey> alsoEnded = keepMade
                    ? List.of()
                    : new Lineage(team)
                            .madeBy(id, id.equals(by) ? null : by).stream()
                                    .filter(made -> made.revokedAt() == null
                                            || made.revokedAt().equals(key.revokedAt()))
                                    .toList();
            List<String> ended = Stream.concat(Stream.of(key), alsoEnded.stream())
                    .map(ApiKey::id)
                    .toList();
            if (key.isUsable(now)) {
                checkOwned(team, ended, now);
            }
            ObjectNode entries =
                    (ObjectNode) transaction.read(FileNames.KEYS).orElseThrow().path(StoredKeys.KEYS);
            ended.stream()
                    .filter(one -> !entries.path(one).hasNonNull("revokedAt"))
                    .forEach(one -> transaction.put(
                            FileNames.KEYS,
                            ((ObjectNode) entries.get(one)).deepCopy().put("revokedAt", now.toString()),
                            StoredKeys.KEYS,
                            one));
            return new Revocation(
                    revoked(key, now), alsoEnded.stream().map(ApiKey::id).toList());
        });
    }

    private static void checkOwned(List<ApiKey> team, List<String> ended, Instant now) {
        boolean endsOwner =
                team.stream().anyMatch(key -> OWNS_THE_TEAM.test(key) && key.isUsable(now) && ended.contains(key.id()));
        boolean ownerLeft = team.stream()
                .anyMatch(key -> OWNS_THE_TEAM.test(key) && key.isUsable(now) && !ended.contains(key.id()));
        if (endsOwner && !ownerLeft) {
            throw new CodebException(
                    ErrorCode.LAST_OWNER_KEY,
                    "With %s the team's last owner key would end. Make another owner key with token_create, and revoke this one with that."
                            .formatted(ended.getFirst()));
        }
    }

    private static ApiKey revoked(ApiKey key, Instant now) {
        return key.revokedAt() != null ? key : key.revoked(now);
    }

    /** The key of this id, whatever its state. */
    Optional<ApiKey> find(String id) {
        return stored().byId(id).map(this::standing);
    }

    /** The key of a run reaches what still trusts the run; when nothing does, it counts as revoked. */
    private ApiKey standing(ApiKey key) {
        return key.run() == null
                ? key
                : CiTrusts.standing(store.read(FileNames.SSOT).orElseThrow(), key);
    }

    /** A sentence about each entry of the file that cannot be read. */
    public List<CodebException> damages() {
        return stored().damages().toList();
    }

    private StoredKeys stored() {
        return stored(store.read(FileNames.KEYS).orElseThrow());
    }

    private StoredKeys stored(ObjectNode root) {
        StoredKeys current = known;
        if (current == null || !current.isOf(root)) {
            current = new StoredKeys(root);
            known = current;
        }
        return current;
    }
}
