package kr.codeb.gateway.call;

import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Request;

/** How far a call came at once. */
public sealed interface Outcome {

    Request request();

    /** It is answered. */
    record Done(Request request, Answer answer) implements Outcome {}

    /** An operation works on it. */
    record Begun(Request request, Operation operation) implements Outcome {}
}
