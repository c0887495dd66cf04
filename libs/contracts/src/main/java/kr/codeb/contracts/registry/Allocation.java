package kr.codeb.contracts.registry;

/**
 * What the registry answers when something is reserved or ensured.
 *
 * @param made whether this call made it; false when it stood there before
 */
public record Allocation<T>(T value, boolean made) {}
