package kr.codeb.registry.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.text.FreeText;

/** What a new key may be: no more than the one that makes it, and it lives no longer. */
final class KeyRules {

    private static final int LONGEST_NAME = 100;
    private static final Pattern TEAM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,49}");

    private KeyRules() {}

    /** @throws CodebException INVALID_PARAMS */
    static void check(NewKey asked) {
        if (asked.teamId() == null || asked.role() == null) {
            throw refused(ErrorCode.INVALID_PARAMS, "A key needs a team and a role.");
        }
        if (!TEAM.matcher(asked.teamId()).matches()) {
            throw refused(
                    ErrorCode.INVALID_PARAMS,
                    "A team's id has letters, digits, hyphens and underscores, 50 at most, and begins with a letter or digit.");
        }
        if (asked.name() == null) {
            throw refused(ErrorCode.INVALID_PARAMS, "A key needs a name that tells what it is for.");
        }
        FreeText.problem(asked.name(), LONGEST_NAME).ifPresent(problem -> {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "The key's name %s.".formatted(problem),
                    Map.of("violations", List.of(Map.of("param", "name", "message", problem))));
        });
    }

    /**
     * When the new key expires: as it was asked for, but not after its maker.
     *
     * @return null: never
     */
    static Instant expiry(NewKey asked, ApiKey maker, Instant now) {
        Instant byDays = asked.expiresInDays() == null ? null : now.plus(Duration.ofDays(asked.expiresInDays()));
        return Stream.of(byDays, asked.expiresAt(), maker == null ? null : maker.expiresAt())
                .filter(one -> one != null)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** @throws CodebException UNAUTHENTICATED, FORBIDDEN */
    static void checkMaker(NewKey asked, ApiKey maker, Instant now) {
        if (!maker.isUsable(now)) {
            throw refused(ErrorCode.UNAUTHENTICATED, "The API key that makes this one is revoked or expired.");
        }
        if (!maker.teamId().equals(asked.teamId())) {
            throw refused(ErrorCode.FORBIDDEN, "A key can make keys of its own team only.");
        }
        if (!maker.role().atLeast(asked.role())) {
            throw refused(
                    ErrorCode.FORBIDDEN,
                    "A key with the role %s cannot make one with the role %s. Ask for %s or less."
                            .formatted(maker.role(), asked.role(), maker.role()));
        }
        narrowed("projects", asked.projects(), maker.projects());
        narrowed("tools", asked.tools(), maker.tools());
    }

    /** @return what the new key gets; null: everything */
    static List<String> narrowed(String what, List<String> asked, List<String> makers) {
        if (asked == null) {
            return makers;
        }
        if (asked.isEmpty()) {
            throw refused(ErrorCode.INVALID_PARAMS, "A key with no %s at all could do nothing.".formatted(what));
        }
        if (makers != null && !makers.containsAll(asked)) {
            throw refused(
                    ErrorCode.FORBIDDEN,
                    "The key that makes this one may use only the %s %s itself.".formatted(what, makers));
        }
        return asked;
    }

    private static CodebException refused(ErrorCode code, String sentence) {
        return new CodebException(code, sentence);
    }
}
