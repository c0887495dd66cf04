package kr.codeb.contracts.error;

import java.util.Map;

/**
 * A failure between our services and in the journal.
 *
 * @param error what happened, to what, and what to do next, in one or two sentences
 * @param details facts for programs; never null
 */
public record ErrorBody(ErrorCode code, String error, Map<String, Object> details) {

    public ErrorBody {
        details = details == null ? Map.of() : details;
    }
}
