package kr.codeb.gateway.auth;

import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.Role;

/**
 * Who calls: the key by its id, never by its text.
 *
 * @param keyId {@code key_…}
 */
public record Caller(String keyId, String teamId, Role role) {

    private static final String PLACE = "codeb.caller";

    static Caller of(ApiKey key) {
        return new Caller(key.id(), key.teamId(), key.role());
    }

    /** The caller that the gate let in; anything that slipped past the gate is turned away here. */
    public static Caller of(RoutingContext request) {
        if (request != null && request.get(PLACE) instanceof Caller caller) {
            return caller;
        }
        throw ApiKeys.unauthenticated();
    }

    /** Notes down who makes this request. */
    public void enter(RoutingContext request) {
        request.put(PLACE, this);
    }

    /** @throws CodebException FORBIDDEN naming the role that {@code what} needs */
    public void mustBe(Role needed, String what) {
        if (!role.atLeast(needed)) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "%s needs the role %s; your key has the role %s. Use a key with that role."
                            .formatted(what, needed, role),
                    Map.of("needed", needed.wire(), "role", role.wire()));
        }
    }
}
