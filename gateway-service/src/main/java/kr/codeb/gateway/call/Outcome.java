package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Watcher;

/** How far a call came at once. */
public sealed interface Outcome {

    Request request();

    /** It is answered. */
    record Done(Request request, Answer answer) implements Outcome {}

    /** It waits for something, changing nothing. */
    record Waiting(Request request, Function<Watcher, ObjectNode> answer) implements Outcome {}

    /** An operation works on it. */
    record Begun(Request request, Operation operation) implements Outcome {}
}
