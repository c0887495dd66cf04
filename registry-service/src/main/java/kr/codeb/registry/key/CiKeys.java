package kr.codeb.registry.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.audit.Audit;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.Ids;
import kr.codeb.registry.base.Times;
import kr.codeb.registry.store.DocumentStore;
import kr.codeb.registry.store.Json;
import kr.codeb.registry.store.Transaction;
import kr.codeb.settings.RegistryConfig;
import kr.codeb.web.Correlation;
import kr.codeb.web.Sha256;

/**
 * Short-lived keys for runs of workflows: for one project, for what a deploy needs, for as long as the project trusts the run. They
 * are made by that trust and by no other key.
 */
@Singleton
class CiKeys {

    /** What a run may call. */
    static final List<String> TOOLS =
            List.of("deploy_project", "slot_promote", "rollback", "slot_status", "operation_get", "logs", "history");

    private static final String MAKER = "ci_trust";
    private static final String ACTION = "token_exchange";
    /** An assertion lives an hour at most, and so long its use has to be remembered. */
    private static final Duration ASSERTION_LIVES = Duration.ofHours(1);
    /** Ended keys of a project whose names its history can still tell. */
    private static final int REMEMBERED = 30;

    private final DocumentStore store;
    private final Audit audit;
    private final Duration life;
    private final int most;
    private final KeyRate rate;

    CiKeys(DocumentStore store, Audit audit, RegistryConfig config) {
        this.store = store;
        this.audit = audit;
        life = Duration.ofMinutes(config.keys().ciMinutes());
        most = config.keys().ciPerProject();
        rate = new KeyRate("repository with the id", config.keys().newPerMinute());
    }

    /**
     * Makes a key for a run, and writes that into the audit.
     *
     * @throws CodebException FORBIDDEN when nothing trusts the run; INVALID_PARAMS when several projects do; UNAUTHENTICATED when
     *     its assertion was used before; RATE_LIMITED
     */
    CreatedKey create(NewCiKey asked) {
        TrustedRun trusted = TrustedRun.of(store.read(FileNames.SSOT).orElseThrow(), asked);
        if (trusted.isKnown()) {
            rate.take(asked.run().repositoryId(), Times.now());
        }
        try {
            CreatedKey made = store.change(transaction -> make(transaction, asked));
            write(trusted, made.id(), "success", asked.run().told());
            return made;
        } catch (CodebException refused) {
            if (trusted.isKnown()) {
                write(trusted, "stranger", refused.code().name(), asked.run().told());
            }
            throw refused;
        }
    }

    private CreatedKey make(Transaction transaction, NewCiKey asked) {
        TrustedRun trusted = TrustedRun.of(transaction.read(FileNames.SSOT).orElseThrow(), asked)
                .checked();
        StoredKeys keys = new StoredKeys(transaction.read(FileNames.KEYS).orElseThrow());
        Instant now = Times.now();
        if (keys.wasUsed(asked.assertion())) {
            throw new CodebException(
                    ErrorCode.UNAUTHENTICATED,
                    "This assertion was exchanged for a key already. Each is good once: ask GitHub for a fresh one.");
        }
        checkNumber(keys, trusted.project(), now);
        String token = "codeb_%s_%s_%s".formatted(trusted.teamId(), Role.MEMBER, Ids.letters(ApiKeys.TOKEN_LENGTH));
        ApiKey key = key(asked, trusted, now);
        ApiKeys.dropEnded(transaction, keys, now);
        forget(transaction, keys, trusted.project(), now);
        ObjectNode entry = Json.tree(key);
        entry.put(StoredKeys.HASH, Sha256.hex(token)).put(StoredKeys.ASSERTION, asked.assertion());
        transaction.put(FileNames.KEYS, entry, StoredKeys.KEYS, key.id());
        return new CreatedKey(key.id(), token, key);
    }

    private ApiKey key(NewCiKey asked, TrustedRun trusted, Instant now) {
        return new ApiKey(
                "key_" + Ids.letters(ApiKeys.ID_LENGTH),
                trusted.teamId(),
                Role.MEMBER,
                asked.run().keyName(),
                now,
                MAKER,
                now.plus(life),
                null,
                List.of(trusted.project()),
                TOOLS,
                trusted.environments(),
                asked.run());
    }

    private void checkNumber(StoredKeys keys, String project, Instant now) {
        List<Instant> ends = keys.ofRuns(project)
                .map(ApiKey::expiresAt)
                .filter(end -> end.isAfter(now))
                .sorted()
                .toList();
        if (ends.size() >= most) {
            long seconds = Duration.between(now, ends.getFirst()).toSeconds() + 1;
            throw new CodebException(
                    ErrorCode.RATE_LIMITED,
                    "%s has %d keys of CI runs at once, as many as it may (codeb.keys.ci-per-project). The next one ends in %d seconds."
                            .formatted(project, ends.size(), seconds),
                    Map.of("retryAfter", seconds));
        }
    }

    private static void forget(Transaction transaction, StoredKeys keys, String project, Instant now) {
        keys.ofRuns(project)
                .filter(key -> key.expiresAt().isBefore(now.minus(ASSERTION_LIVES)))
                .sorted(Comparator.comparing(ApiKey::expiresAt).reversed())
                .skip(REMEMBERED)
                .forEach(key -> transaction.remove(FileNames.KEYS, StoredKeys.KEYS, key.id()));
    }

    private void write(TrustedRun trusted, String by, String outcome, String detail) {
        List<Environment> environments = trusted.environments();
        audit.add(new NewAuditEntry(
                trusted.teamId(),
                by,
                ACTION,
                trusted.project(),
                environments.size() == 1 ? environments.getFirst() : null,
                outcome,
                null,
                Correlation.current(),
                detail));
    }
}
