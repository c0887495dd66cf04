package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says in a sentence or a few what a successful answer means, and what to do next. */
@FunctionalInterface
public interface Telling {

    /** @param params as the caller gave them, with their defaults */
    String of(ObjectNode params, ObjectNode answer);
}
