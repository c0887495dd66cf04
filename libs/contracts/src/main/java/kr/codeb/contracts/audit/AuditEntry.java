package kr.codeb.contracts.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * An entry of the audit.
 *
 * @param number 1, 2, 3 …, without a gap
 * @param previous hash of the entry before; 64 zeros for the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditEntry(long number, Instant at, NewAuditEntry what, String previous) {}
