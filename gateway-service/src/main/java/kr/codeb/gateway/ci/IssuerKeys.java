package kr.codeb.gateway.ci;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.Json;
import kr.codeb.settings.GatewayConfig;
import org.jboss.logging.Logger;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/** The keys by which the issuer of assertions signs: fetched when first needed, kept, and fetched again for an unknown one, now and then. */
@Singleton
class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    /** Whoever invents key ids makes us ask no more often. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(1);
    /** While the issuer does not answer, the keys that it told last are good. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final String issuer;
    private final Optional<String> url;
    private final IssuerGet get = new IssuerGet();
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile HttpsJwksVerificationKeyResolver resolver;

    @Inject
    IssuerKeys(GatewayConfig config) {
        this(config.ci().issuer(), config.ci().jwksUrl());
    }

    /** @param url where its keys are; empty: it tells itself */
    IssuerKeys(String issuer, Optional<String> url) {
        this.issuer = issuer;
        this.url = url;
    }

    /** @throws CodebException UNAUTHENTICATED for a key that the issuer does not have; SERVICE_UNAVAILABLE when it does not tell */
    Key of(JsonWebSignature signature) {
        try {
            return resolver().resolveKey(signature, List.of());
        } catch (UnresolvableKeyException none) {
            if (none.getCause() == null) {
                throw new Unbelieved("The assertion is signed with a key that %s does not have.".formatted(issuer));
            }
            throw unavailable(none.getCause());
        } catch (IOException silent) {
            throw unavailable(silent);
        }
    }

    private CodebException unavailable(Throwable cause) {
        LOG.warnf("the keys of %s cannot be had: %s", issuer, cause.getMessage());
        return new CodebException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The keys of %s cannot be had just now, so no assertion can be checked. Try again in a minute, or use a stored key."
                        .formatted(issuer));
    }

    private HttpsJwksVerificationKeyResolver resolver() throws IOException {
        if (resolver == null) {
            discovering.lock();
            try {
                resolver = resolver == null ? made() : resolver;
            } finally {
                discovering.unlock();
            }
        }
        return resolver;
    }

    private HttpsJwksVerificationKeyResolver made() throws IOException {
        HttpsJwks keys = new HttpsJwks(url.isPresent() ? url.get() : discovered());
        keys.setSimpleHttpGet(get);
        keys.setRefreshReprieveThreshold(BETWEEN_REFRESHES.toMillis());
        keys.setRetainCacheOnErrorDuration(KEPT.toSeconds());
        return new HttpsJwksVerificationKeyResolver(keys);
    }

    private String discovered() throws IOException {
        String text = get.get(issuer + DISCOVERY).getBody();
        JsonNode told = document(text);
        String there = told.path("jwks_uri").asText();
        boolean safe = there.startsWith("https://") || issuer.startsWith("http://") && there.startsWith("http://127.");
        if (!issuer.equals(told.path("issuer").asText()) || !safe) {
            throw new IOException(
                    "%s does not tell of this issuer and where its keys are".formatted(issuer + DISCOVERY));
        }
        return there;
    }

    private static JsonNode document(String text) throws IOException {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noJson) {
            throw new IOException("it answered no JSON", noJson);
        }
    }
}
