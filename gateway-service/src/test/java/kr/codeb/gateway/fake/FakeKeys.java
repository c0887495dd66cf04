package kr.codeb.gateway.fake;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kr.codeb.contracts.ci.CiTrust;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.operation.Idempotency;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Killed;
import kr.codeb.gateway.fake.FakeServer.Reply;
import kr.codeb.web.Sha256;

/** The registry's keys: of both teams one for each role, one more that has expired, and one that was revoked. */
final class FakeKeys {

    private static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeServer server;
    private final Map<String, ApiKey> byHash = new ConcurrentHashMap<>();
    private final Map<Idempotency, ApiKey> byCall = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    FakeKeys(FakeServer server) {
        this.server = server;
        for (String team : List.of("ours", "theirs")) {
            for (Role role : Role.values()) {
                keep(Keys.text(team, role), key(team, role, "", null, null));
                keep(Keys.expired(team, role), key(team, role, "_expired", PAST, null));
                keep(Keys.revoked(team, role), key(team, role, "_revoked", null, PAST));
            }
        }
        server.on("POST", "/registry/keys/verify", this::verify);
        server.on("POST", "/registry/keys", this::create);
        server.on("POST", "/registry/keys/ci", this::createForRun);
        server.on(
                "GET", "/registry/keys", call -> new Reply(200, of(call.query().get("teamId"))));
        server.on("DELETE", "/registry/keys/*", this::revoke);
    }

    private static ApiKey key(String team, Role role, String more, Instant expiresAt, Instant revokedAt) {
        return new ApiKey(
                Keys.id(team, role) + more, team, role, role + "'s", Instant.EPOCH, "key_setup", expiresAt, revokedAt);
    }

    private void keep(String text, ApiKey key) {
        byHash.put(Sha256.hex(text), key);
    }

    private Reply verify(Incoming call) {
        if (call.body().path("hash").asText().equals(Sha256.hex(Keys.MEETS_A_DEAD_REGISTRY))) {
            throw new Killed();
        }
        ApiKey key = byHash.get(call.body().path("hash").asText());
        if (key == null || !key.isUsable(Instant.now())) {
            Map<String, Object> whose = key == null ? Map.of() : Map.of("keyId", key.id(), "teamId", key.teamId());
            throw new CodebException(ErrorCode.UNAUTHENTICATED, "unknown key", whose);
        }
        return new Reply(200, key);
    }

    private Reply create(Incoming call) throws Exception {
        NewKey wanted = FakeRegistry.JSON.treeToValue(call.body(), NewKey.class);
        ApiKey before = wanted.idempotency() == null ? null : byCall.get(wanted.idempotency());
        if (before != null) {
            return new Reply(200, new CreatedKey(before.id(), null, before));
        }
        server.changed(call, "token_create", null);
        int number = numbers.incrementAndGet();
        String text = "codeb_%s_%s_made%d".formatted(wanted.teamId(), wanted.role(), number);
        ApiKey key = new ApiKey(
                "key_made" + number,
                wanted.teamId(),
                wanted.role(),
                wanted.name(),
                Instant.now(),
                wanted.createdBy(),
                null,
                null,
                wanted.projects(),
                wanted.tools(),
                null,
                null);
        keep(text, key);
        if (wanted.idempotency() != null) {
            byCall.put(wanted.idempotency(), key);
        }
        return new Reply(201, new CreatedKey(key.id(), text, key));
    }

    /** Ours trust octocat's main branch with shop. */
    private Reply createForRun(Incoming call) throws Exception {
        NewCiKey wanted = FakeRegistry.JSON.treeToValue(call.body(), NewCiKey.class);
        CiTrust trust = new CiTrust("1001", "2002", null, "refs/heads/main");
        if (!trust.admits(wanted.run())) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "No project here trusts " + wanted.run().who());
        }
        int number = numbers.incrementAndGet();
        String text = "codeb_ours_member_run" + number;
        ApiKey key = new ApiKey(
                "key_run" + number,
                "ours",
                Role.MEMBER,
                wanted.run().keyName(),
                Instant.now(),
                "ci_trust",
                Instant.now().plusSeconds(900),
                null,
                List.of("shop"),
                List.of("deploy_project", "slot_promote", "slot_status"),
                List.of(Environment.PRODUCTION),
                wanted.run());
        keep(text, key);
        return new Reply(201, new CreatedKey(key.id(), text, key));
    }

    private List<ApiKey> of(String team) {
        return byHash.values().stream().filter(key -> key.teamId().equals(team)).toList();
    }

    private Reply revoke(Incoming call) {
        server.changed(call, "token_revoke", null);
        for (Map.Entry<String, ApiKey> entry : byHash.entrySet()) {
            ApiKey key = entry.getValue();
            if (key.id().equals(call.part(1))
                    && key.teamId().equals(call.query().get("teamId"))) {
                ApiKey revoked = new ApiKey(
                        key.id(),
                        key.teamId(),
                        key.role(),
                        key.name(),
                        key.createdAt(),
                        key.createdBy(),
                        null,
                        Instant.now());
                entry.setValue(revoked);
                return new Reply(200, new Revocation(revoked, List.of()));
            }
        }
        throw new CodebException(ErrorCode.TOKEN_NOT_FOUND, "no such key");
    }
}
