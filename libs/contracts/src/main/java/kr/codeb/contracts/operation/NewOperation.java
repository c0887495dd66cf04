package kr.codeb.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.contracts.registry.Environment;

/**
 * A change that somebody asks for.
 *
 * @param tool the tool that was called, {@code deploy_project}
 * @param by id of the API key, {@code key_…}, or {@code scheduler}
 * @param params the tool's checked params with defaults filled in, without secrets
 * @param idempotency absent when the caller gave no key
 */
public record NewOperation(
        OperationKind kind,
        String tool,
        String project,
        Environment environment,
        String teamId,
        String by,
        String correlationId,
        JsonNode params,
        Idempotency idempotency) {}
