package kr.codeb.contracts.key;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** An API key as it may be shown: everything but the key itself, of which only a hash is stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApiKey(
        String id,
        String teamId,
        Role role,
        String name,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Instant revokedAt) {}
