package kr.codeb.contracts.audit;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Whether the audit is as it was written.
 *
 * @param entries how many are there
 * @param first number of the oldest one that is kept; 0 when there is none
 * @param problem what was found first, with file and line; absent when nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditVerdict(long entries, long first, String problem) {

    public boolean intact() {
        return problem == null;
    }
}
