package kr.codeb.gateway.docs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import kr.codeb.contracts.error.ErrorCode;

/** docs/errors.md */
final class ErrorsPage {

    private static final String HEAD = """
            # Errors

            Printed from `ErrorCode`; do not edit. A failure is never 200:
            `{"success": false, "code", "error", "details", "steps", "operationId", "correlationId"}`. `error` says what happened,
            to what, and what to do next. *Again* means that the same call can succeed later without a change; its idempotency
            key is freed. *Fault*: the caller's, resources that are used up, a server that is unreachable, or CodeB's own.

            | status | code | fault | again | when |
            | --- | --- | --- | --- | --- |
            """;

    private ErrorsPage() {}

    static String print() {
        return HEAD
                + Arrays.stream(ErrorCode.values())
                        .map(code -> "| %d | `%s` | %s | %s | %s |\n"
                                .formatted(
                                        code.status(),
                                        code,
                                        code.blame().name().toLowerCase(Locale.ROOT),
                                        code.retryable() ? "yes" : "",
                                        meaning(code)))
                        .collect(Collectors.joining());
    }

    private static String meaning(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS ->
                "Params break the tool's schema; `details.violations[]{param, message}` has them all.";
            case INVALID_REQUEST -> "The body is no JSON call (413: over 1 MiB), or the address is wrong (404, 405).";
            case UNAUTHENTICATED -> "The API key is missing, unknown, expired or revoked.";
            case FORBIDDEN -> "The key's role is too low; `details.needed` names the one it takes.";
            case UNKNOWN_TOOL -> "There is no such tool; the nearest name is suggested.";
            case PROJECT_NOT_FOUND -> "Your team has no such project, or the project no such environment.";
            case OPERATION_NOT_FOUND -> "Your team has no operation of this id.";
            case BACKUP_NOT_FOUND -> "There is no env backup or release of this name.";
            case DOMAIN_NOT_FOUND -> "The project has no such domain.";
            case TOKEN_NOT_FOUND -> "Your team has no API key of this id.";
            case PROJECT_EXISTS -> "Another team has a project of this name.";
            case OPERATION_IN_PROGRESS ->
                "Another operation works on the same project and environment; `details{kind, holder, since, operationId}`.";
            case SLOT_NOT_DEPLOYED -> "The slot has no version that this could work on.";
            case NO_GRACE_SLOT -> "There is no version before to go back to.";
            case GRACE_EXPIRED -> "The version before is past its grace time.";
            case NAME_RESERVED -> "The project's name would collide with another host, file or container.";
            case DOMAIN_TAKEN ->
                "Another project has this domain, or its name has a DNS record that CodeB did not make.";
            case IDEMPOTENCY_MISMATCH -> "The Idempotency-Key was used for another call within 24 hours.";
            case SETTINGS_DIFFER ->
                "The project exists with other settings; `details{param, is, given}`. `project_update` changes them.";
            case VERSION_MISMATCH -> "Another version waits than the one that was expected; nothing was changed.";
            case LAST_OWNER_KEY -> "The team would have no owner key any more; make another one first.";
            case CONFIRMATION_REQUIRED ->
                "Nothing was done yet: call again with `details.confirm`; `details.plan` says what would go.";
            case PULL_FAILED -> "The image cannot be pulled.";
            case START_FAILED -> "The container does not start; `details.diagnosis` says why.";
            case UNHEALTHY -> "The version does not answer its health path; `details.diagnosis` says why.";
            case SITE_INVALID -> "Caddy refuses the site; nothing of it stayed.";
            case ENV_INVALID -> "The env text cannot be carried as it is; the line is named.";
            case RATE_LIMITED -> "The key used up its calls of this minute; `Retry-After` says when to come back.";
            case PORTS_EXHAUSTED -> "No pair of ports is free.";
            case REDIS_EXHAUSTED -> "No Redis number is free.";
            case HOST_UNREACHABLE -> "A server does not answer over SSH.";
            case DATABASE_UNAVAILABLE -> "PostgreSQL does not answer.";
            case REDIS_UNAVAILABLE -> "Redis does not answer.";
            case DNS_UNAVAILABLE -> "PowerDNS does not answer.";
            case SERVICE_UNAVAILABLE -> "One of CodeB's services does not answer, or was restarted while it worked.";
            case REGISTRY_CORRUPT -> "A registry file does not parse; it is named and left as it is.";
            case INTERNAL -> "Something unexpected; the log tells more under the correlation id.";
        };
    }
}
