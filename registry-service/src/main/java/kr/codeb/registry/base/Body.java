package kr.codeb.registry.base;

import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/** A request's body. */
public final class Body {

    private Body() {}

    /** @throws CodebException INVALID_REQUEST when there is none, or it is {@code null} */
    public static <T> T required(T body) {
        if (body == null) {
            throw new CodebException(ErrorCode.INVALID_REQUEST, "The request needs a JSON object as its body.");
        }
        return body;
    }
}
