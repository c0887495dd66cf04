package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import kr.codeb.gateway.auth.Caller;

/**
 * A tool call as a door hands it in: nothing is checked yet but the key.
 *
 * @param params null counts as none
 * @param idempotencyKey null when the caller gave none
 * @param consent how a person can be asked
 */
public record Request(
        String tool, JsonNode params, Caller caller, Consent consent, String idempotencyKey, String correlationId) {

    /** The same with other params and idempotency key. */
    public Request with(JsonNode params, String idempotencyKey) {
        return new Request(tool, params, caller, consent, idempotencyKey, correlationId);
    }
}
