package kr.codeb.gateway.auth;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final RegistryClient registry;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ApiKeys(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    private record Known(Caller caller, long until) {}

    /**
     * Whose key this is.
     *
     * @param key as the caller showed it; null when there was none
     * @throws CodebException UNAUTHENTICATED for a key that is unknown, revoked or expired
     */
    public Caller recognise(String key) {
        if (key == null || !key.startsWith("codeb_") || key.length() > LONGEST) {
            throw unauthenticated();
        }
        String hash = Sha256.hex(key);
        Known before = known.get(hash);
        if (before != null && before.until - System.nanoTime() > 0) {
            return before.caller;
        }
        return ask(hash);
    }

    private Caller ask(String hash) {
        try {
            ApiKey key = Neighbour.reading(() -> registry.verify(Map.of("hash", hash)));
            Caller caller = Caller.of(key);
            if (known.size() > MANY) {
                known.clear();
            }
            known.put(hash, new Known(caller, System.nanoTime() + BELIEVED.toNanos()));
            return caller;
        } catch (CodebException refused) {
            known.remove(hash);
            throw refused.code() == ErrorCode.UNAUTHENTICATED ? unauthenticated() : refused;
        }
    }

    static CodebException unauthenticated() {
        return new CodebException(
                ErrorCode.UNAUTHENTICATED,
                "The API key is missing, unknown, expired or revoked."
                        + " Send a valid key in the header X-API-Key, or as Authorization: Bearer.");
    }
}
