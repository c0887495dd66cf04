package kr.codeb.registry.key;

import jakarta.inject.Singleton;
import java.time.Instant;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.registry.operation.Admission;

/** A key begins nothing that it may not do, whatever the service that asks for it has checked. */
@Singleton
class KeyAdmission implements Admission {

    private final ApiKeys keys;

    KeyAdmission(ApiKeys keys) {
        this.keys = keys;
    }

    /** @throws CodebException UNAUTHENTICATED, FORBIDDEN, PROJECT_NOT_FOUND */
    @Override
    public void check(NewOperation asked) {
        keys.find(asked.by()).ifPresent(key -> check(key, asked));
    }

    private static void check(ApiKey key, NewOperation asked) {
        if (!key.isUsable(Instant.now())) {
            throw new CodebException(ErrorCode.UNAUTHENTICATED, "The API key is revoked or expired.");
        }
        if (!key.mayCall(asked.tool())) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN, "This key may call only %s.".formatted(String.join(", ", key.tools())));
        }
        if (!key.mayReach(asked.project())) {
            throw new CodebException(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "There is no project %s that this key may reach.".formatted(asked.project()));
        }
        if (!key.mayReach(asked.project(), asked.environment())) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "This key is not for %s of %s.".formatted(asked.environment(), asked.project()));
        }
    }
}
