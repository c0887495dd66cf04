package kr.codeb.registry.store;

/**
 * A change of documents, as a function: it looks at what is there, says what to write, and answers. One that throws
 * leaves no trace. Everybody else who wants to change something waits for it, so it must be quick.
 */
@FunctionalInterface
public interface TransactionBody<T> {

    T apply(Transaction transaction);
}
