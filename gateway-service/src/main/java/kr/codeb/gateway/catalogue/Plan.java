package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import kr.codeb.gateway.Json;
import kr.codeb.web.Sha256;

/**
 * What a call would do, as it is now: shown to whoever has to agree to it.
 *
 * @param shown all of it
 * @param told the same for people, in a sentence or a few lines
 */
public record Plan(ObjectNode shown, String told) {

    /** Two plans have the same only if the same would be done. */
    public String hash() {
        return Sha256.hex(Json.canonical(shown));
    }
}
