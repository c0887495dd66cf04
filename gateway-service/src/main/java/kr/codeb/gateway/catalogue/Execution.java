package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import kr.codeb.contracts.operation.OperationKind;

/** How a tool does what it does. */
public sealed interface Execution {

    /** Answers at once with the tool's fields. */
    record Now(Function<Call, ObjectNode> answer) implements Execution {}

    /** Changes nothing, but waits for something, and tells the watcher how it goes. */
    record Waiting(BiFunction<Call, Watcher, ObjectNode> answer) implements Execution {}

    /**
     * Is written down as an operation and run by another service.
     *
     * @param adapt last changes to the params, such as defaults that depend on other params
     */
    record Long(OperationKind kind, Function<Call, ObjectNode> adapt) implements Execution {}

    /** Answers at once, or runs as an operation when the call {@code changes} something. */
    record Either(Predicate<Call> changes, Now look, Long change) implements Execution {

        /** How this call is done. */
        public Execution of(Call call) {
            return changes.test(call) ? change : look;
        }
    }
}
