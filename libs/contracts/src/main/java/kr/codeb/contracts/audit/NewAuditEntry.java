package kr.codeb.contracts.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import kr.codeb.contracts.registry.Environment;

/**
 * Something that was asked for, done or refused. Carries no secret: neither keys nor values of variables.
 *
 * @param teamId absent for a caller who is not known
 * @param by id of the API key, {@code scheduler}, or {@code stranger}
 * @param action the tool, or what else was asked for, {@code deploy_project}
 * @param project absent when it was about none
 * @param environment absent when it was about none
 * @param outcome {@code success}, or the code of the refusal
 * @param operationId absent when there is no operation
 * @param detail a sentence for people; may be absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewAuditEntry(
        String teamId,
        String by,
        String action,
        String project,
        Environment environment,
        String outcome,
        String operationId,
        String correlationId,
        String detail) {}
