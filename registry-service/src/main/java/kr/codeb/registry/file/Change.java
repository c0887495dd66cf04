package kr.codeb.registry.file;

/**
 * A change of one document, as a function: it looks at what is there, says what to write, and answers. One that throws
 * leaves no trace. It runs while shell scripts are locked out, so it must be quick.
 */
@FunctionalInterface
public interface Change<T> {

    T apply(Edit edit);
}
