package kr.codeb.gateway.ci;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.Key;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.settings.GatewayConfig;
import kr.codeb.web.Sha256;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Checks an assertion: signed by the issuer that is trusted, made for this gateway, for now. The library judges; what it reads before is
 * only for a better sentence. Its own messages hold the assertion and go nowhere.
 */
@Singleton
class AssertionCheck {

    private static final int LARGEST = 16_384;
    private static final int LEEWAY_SECONDS = 30;
    /** So long the registry remembers that one was used. GitHub's live five minutes. */
    private static final int LONGEST_LIFE_MINUTES = 60;

    private static final List<String> ALGORITHMS =
            List.of(AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final JwtConsumer READER = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setDisableRequireSignature()
            .setSkipSignatureVerification()
            .setJwsAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
            .build();

    private final IssuerKeys keys;
    private final String issuer;
    private final String audience;

    @Inject
    AssertionCheck(IssuerKeys keys, GatewayConfig config) {
        this(keys, config.ci().issuer(), config.ci().audience());
    }

    AssertionCheck(IssuerKeys keys, String issuer, String audience) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
    }

    /** @throws CodebException UNAUTHENTICATED, FORBIDDEN, INVALID_REQUEST; SERVICE_UNAVAILABLE when the issuer's keys cannot be had */
    Assertion check(String text) {
        if (text.length() > LARGEST) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST,
                    "The assertion has more than %d characters; GitHub's have about two thousand. Send it as GitHub gave it."
                            .formatted(LARGEST));
        }
        JwtContext read = read(text);
        JsonWebSignature signature = signature(read);
        try {
            explain(signature.getAlgorithmHeaderValue(), read.getJwtClaims());
            JwtClaims claims = judge(keys.of(signature)).process(text).getJwtClaims();
            return new Assertion(RunClaims.run(claims), Sha256.hex(issuer + "\n" + claims.getJwtId()));
        } catch (InvalidJwtException refused) {
            throw Unbelieved.because(refused);
        } catch (MalformedClaimException misfit) {
            throw Unbelieved.malformed();
        }
    }

    private static JwtContext read(String text) {
        try {
            return READER.process(text);
        } catch (InvalidJwtException noJwt) {
            throw Unbelieved.malformed();
        }
    }

    private static JsonWebSignature signature(JwtContext read) {
        if (read.getJoseObjects().size() == 1 && read.getJoseObjects().getFirst() instanceof JsonWebSignature one) {
            return one;
        }
        throw Unbelieved.malformed();
    }

    private void explain(String algorithm, JwtClaims claims) throws MalformedClaimException {
        if (AlgorithmIdentifiers.NONE.equals(algorithm)) {
            throw new Unbelieved("The assertion is not signed. Send it as GitHub gave it.");
        }
        if (!ALGORITHMS.contains(algorithm)) {
            throw new Unbelieved("The assertion is signed with %s; only %s are taken."
                    .formatted(shown(algorithm), String.join(" and ", ALGORITHMS)));
        }
        if (!issuer.equals(claims.getIssuer())) {
            throw new Unbelieved(
                    "The assertion is of the issuer %s; only those of %s are taken (codeb.gateway.ci.issuer)."
                            .formatted(shown(claims.getIssuer()), issuer));
        }
        if (!claims.hasAudience() || !claims.getAudience().contains(audience)) {
            throw new Unbelieved(
                    "The assertion was made for %s, not for this gateway. Ask GitHub for one with the audience %s."
                            .formatted(
                                    claims.hasAudience() ? shown(String.join(", ", claims.getAudience())) : "nobody",
                                    audience));
        }
    }

    private static String shown(String word) {
        return word == null ? "nobody" : Violations.shown(word);
    }

    private JwtConsumer judge(Key key) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS.toArray(String[]::new))
                .setVerificationKey(key)
                .setExpectedIssuer(issuer)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireJwtId()
                .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                .setMaxFutureValidityInMinutes(LONGEST_LIFE_MINUTES)
                // One from the future is refused; how old it may be, exp says.
                .setIssuedAtRestrictions(LEEWAY_SECONDS, Integer.MAX_VALUE)
                .build();
    }
}
