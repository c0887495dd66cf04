package kr.codeb.gateway.ci;

import java.util.LinkedHashMap;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** An assertion that does not prove what it says. */
final class Unbelieved extends CodebException {

    private static final Map<Integer, String> REASONS = reasons();

    Unbelieved(String sentence) {
        super(ErrorCode.UNAUTHENTICATED, sentence);
    }

    static Unbelieved malformed() {
        return new Unbelieved(
                "The assertion is no signed JWT as GitHub makes them. Send GitHub's token whole, as it gave it.");
    }

    /** The first reason of those that a library gave. */
    static Unbelieved because(InvalidJwtException refused) {
        return REASONS.entrySet().stream()
                .filter(reason -> refused.hasErrorCode(reason.getKey()))
                .findFirst()
                .map(reason -> new Unbelieved(reason.getValue()))
                .orElseGet(Unbelieved::malformed);
    }

    private static Map<Integer, String> reasons() {
        String incomplete = "The assertion lacks exp, iat or jti. Send GitHub's token as it gave it.";
        String early = "The assertion is not valid yet. Look at the clocks of this server and of its issuer.";
        var reasons = new LinkedHashMap<Integer, String>();
        reasons.put(
                ErrorCodes.SIGNATURE_INVALID,
                "The assertion's signature is not its issuer's: it was changed on the way, or is somebody else's.");
        reasons.put(ErrorCodes.SIGNATURE_MISSING, "The assertion is not signed. Send it as GitHub gave it.");
        reasons.put(
                ErrorCodes.EXPIRED,
                "The assertion has expired. Ask GitHub for a fresh one right before the exchange; they live a few minutes.");
        reasons.put(ErrorCodes.NOT_YET_VALID, early);
        reasons.put(ErrorCodes.ISSUED_AT_INVALID_FUTURE, early);
        reasons.put(
                ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE,
                "The assertion would live for more than an hour. Take one that lives a few minutes.");
        reasons.put(ErrorCodes.EXPIRATION_MISSING, incomplete);
        reasons.put(ErrorCodes.ISSUED_AT_MISSING, incomplete);
        reasons.put(ErrorCodes.JWT_ID_MISSING, incomplete);
        return reasons;
    }
}
