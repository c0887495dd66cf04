package kr.codeb.contracts.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Instant;
import java.util.List;
import kr.codeb.contracts.operation.Idempotency;

/**
 * A key to be made. Role and team decide; the ones written in the key's text are for people.
 *
 * @param createdBy id of the key that makes it: the new one gets no more than that one has, and lives no longer
 * @param expiresInDays null: never, unless {@code expiresAt} says
 * @param expiresAt for keys that live minutes; null: as {@code expiresInDays} says
 * @param projects names of the projects that it may reach; null: all that its maker may
 * @param tools names of the tools that it may call; null: all that its maker may
 * @param idempotency the caller's promise that calls with the same key of this kind are one; null: none was given
 */
public record NewKey(
        String teamId,
        Role role,
        String name,
        String createdBy,
        Integer expiresInDays,
        Instant expiresAt,
        List<String> projects,
        List<String> tools,
        Idempotency idempotency) {

    @JsonCreator
    public NewKey {}

    /** One whose caller promises nothing. */
    public NewKey(
            String teamId,
            Role role,
            String name,
            String createdBy,
            Integer expiresInDays,
            Instant expiresAt,
            List<String> projects,
            List<String> tools) {
        this(teamId, role, name, createdBy, expiresInDays, expiresAt, projects, tools, null);
    }

    /** One that is not narrowed more than its maker. */
    public NewKey(String teamId, Role role, String name, String createdBy, Integer expiresInDays) {
        this(teamId, role, name, createdBy, expiresInDays, null, null, null);
    }
}
