package kr.codeb.gateway.ci;

import java.util.Set;
import java.util.regex.Pattern;
import kr.codeb.contracts.ci.CiRun;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.jose4j.jwt.JwtClaims;

/**
 * GitHub's claims about a run. The subject is not looked at: what it holds, and in which form, each repository can change.
 */
final class RunClaims {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern REF = Pattern.compile("refs/[\\x21-\\x7e]{1,250}");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,255}");
    private static final Set<String> OF_STRANGERS = Set.of("pull_request", "pull_request_target");

    private RunClaims() {}

    /** @throws CodebException UNAUTHENTICATED when a claim is missing or odd; FORBIDDEN for a pull request's run */
    static CiRun run(JwtClaims claims) {
        CiRun run = new CiRun(
                must(claims, "repository", REPOSITORY),
                must(claims, "repository_id", NUMBER),
                must(claims, "repository_owner_id", NUMBER),
                must(claims, "ref", REF),
                claims.hasClaim("environment") ? must(claims, "environment", LINE) : null,
                must(claims, "run_id", NUMBER),
                claims.hasClaim("actor") ? must(claims, "actor", LINE) : null);
        String event = must(claims, "event_name", LINE);
        if (OF_STRANGERS.contains(event)) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "The run of a pull request gets no key, whoever opened it: deploy from a branch, a tag or by hand (%s, run %s)."
                            .formatted(run.repository(), run.runId()));
        }
        return run;
    }

    private static String must(JwtClaims claims, String name, Pattern form) {
        Object value = claims.getClaimValue(name);
        if (value != null && form.matcher(value.toString()).matches()) {
            return value.toString();
        }
        throw new Unbelieved(
                "The assertion's claim %s is missing or not in GitHub's form. Send the token of a GitHub Actions job."
                        .formatted(name));
    }
}
