package kr.codeb.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The gateway asks an executor to run an operation that is written down.
 *
 * @param secret params that may not be written down, such as {@code envContent}; null when there are none
 */
public record RunRequest(Operation operation, JsonNode secret) {}
