package kr.codeb.contracts.operation;

/**
 * Asks for the operation that the same call began before.
 *
 * @param by id of the API key; each has idempotency keys of its own
 */
public record RepeatedCall(String by, Idempotency idempotency) {}
