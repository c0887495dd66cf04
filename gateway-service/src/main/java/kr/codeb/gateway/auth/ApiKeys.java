package kr.codeb.gateway.auth;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import kr.codeb.web.Sha256;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Recognises API keys. The registry knows their hashes; what it said is believed for {@link #BELIEVED}. */
@Singleton
public class ApiKeys {

    /** A revoked key must stop working within 5 s. */
    private static final Duration BELIEVED = Duration.ofSeconds(2);

    private static final int LONGEST = 512;
    private static final int MANY = 10_000;
    /** A key that was good so recently is asked for again whatever its address did. */
    private static final Duration TRUSTED = Duration.ofHours(1);
    /** Unknown keys that the registry is asked about at once. */
    private static final int ASKED_AT_ONCE = 16;

    private final RegistryClient registry;
    private final FailedLogins failures;
    private final WrongKeys wrongKeys;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Semaphore strangers = new Semaphore(ASKED_AT_ONCE);

    ApiKeys(@RestClient RegistryClient registry, FailedLogins failures, WrongKeys wrongKeys) {
        this.registry = registry;
        this.failures = failures;
        this.wrongKeys = wrongKeys;
    }

    private record Known(Caller caller, long askedAt) {

        boolean within(Duration time) {
            return System.nanoTime() - askedAt < time.toNanos();
        }
    }

    /**
     * Whose key this is.
     *
     * @param key as the caller showed it; null when there was none
     * @param address where the call comes from
     * @throws CodebException UNAUTHENTICATED for a key that is unknown, revoked or expired; RATE_LIMITED, without asking anybody, for
     *     one that was not known just now when its address failed too often, or too many such keys are asked about
     */
    public Caller recognise(String key, String address) {
        if (key == null || !key.startsWith("codeb_") || key.length() > LONGEST) {
            failures.check(address);
            throw turnedAway(address, Map.of());
        }
        String hash = Sha256.hex(key);
        Known before = known.get(hash);
        if (before != null && before.within(BELIEVED)) {
            return before.caller;
        }
        return before != null && before.within(TRUSTED) ? ask(hash, address) : askForStranger(hash, address);
    }

    private Caller askForStranger(String hash, String address) {
        failures.check(address);
        if (!strangers.tryAcquire()) {
            throw FailedLogins.tooMany("Many unknown keys are being checked just now.", 1);
        }
        try {
            return ask(hash, address);
        } finally {
            strangers.release();
        }
    }

    private Caller ask(String hash, String address) {
        try {
            ApiKey key = Neighbour.reading(() -> registry.verify(Map.of("hash", hash)));
            Caller caller = Caller.of(key);
            if (known.size() > MANY) {
                known.clear();
            }
            known.put(hash, new Known(caller, System.nanoTime()));
            return caller;
        } catch (CodebException refused) {
            if (refused.code() == ErrorCode.UNAUTHENTICATED) {
                known.remove(hash);
                throw turnedAway(address, refused.details());
            }
            throw refused;
        }
    }

    /** @param whose {@code keyId} and {@code teamId} of a key that has ended */
    private CodebException turnedAway(String address, Map<String, Object> whose) {
        if (failures.count(address) == 1) {
            wrongKeys.shown(address, (String) whose.get("keyId"), (String) whose.get("teamId"));
        }
        return unauthenticated();
    }

    static CodebException unauthenticated() {
        return new CodebException(
                ErrorCode.UNAUTHENTICATED,
                "The API key is missing, unknown, expired or revoked."
                        + " Send a valid key in the header X-API-Key, or as Authorization: Bearer.");
    }
}
