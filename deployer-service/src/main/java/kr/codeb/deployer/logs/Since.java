package kr.codeb.deployer.logs;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** From when on a log is read. @param docker as Docker reads it: seconds since 1970, or a duration */
public record Since(String docker) {

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,4})d)?\\s*(?:(\\d{1,5})h)?\\s*(?:(\\d{1,6})m)?\\s*(?:(\\d{1,7})s)?");

    /** @throws CodebException INVALID_PARAMS for what is neither a duration nor a time */
    public static Since of(String text) {
        String written = text.strip();
        Matcher parts = DURATION.matcher(written);
        if (!written.isEmpty() && parts.matches()) {
            Duration ago = Duration.ofDays(number(parts.group(1)))
                    .plusHours(number(parts.group(2)))
                    .plusMinutes(number(parts.group(3)))
                    .plusSeconds(number(parts.group(4)));
            return new Since(ago.toSeconds() + "s");
        }
        try {
            return new Since(Long.toString(time(written.replace(' ', 'T')).getEpochSecond()));
        } catch (DateTimeException unreadable) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "since must be a duration such as 10m, 1h30m or 2d, or a time such as 2026-01-14T10:00:00Z.",
                    unreadable);
        }
    }

    private static Instant time(String text) {
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        boolean zone = text.matches(".*(Z|[+-]\\d{2}:\\d{2})");
        return zone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
