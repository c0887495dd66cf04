package kr.codeb.registry.ci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.contracts.ci.CiTrust;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.ssot.Ssot;
import kr.codeb.registry.store.Json;

/** Reads {@code ci_trust} of the SSOT. What cannot be read trusts nobody. */
public final class CiTrusts {

    private CiTrusts() {}

    /** Every environment that trusts somebody. */
    public static Stream<TrustingPlace> all(ObjectNode ssot) {
        return ssot.path("projects").propertyStream().flatMap(project -> places(ssot, project.getKey()));
    }

    /** The key of a run as it is now: within the environments that still trust the run; revoked when none does. */
    public static ApiKey standing(ObjectNode ssot, ApiKey key) {
        List<Environment> left = key.projects().stream()
                .flatMap(project -> places(ssot, project))
                .filter(place -> place.teamId().equals(key.teamId()) && place.admits(key.run()))
                .map(TrustingPlace::environment)
                .filter(key.environments()::contains)
                .toList();
        return left.isEmpty() && key.revokedAt() == null ? key.revoked(Instant.now()) : key.within(left);
    }

    private static Stream<TrustingPlace> places(ObjectNode ssot, String project) {
        Optional<ObjectNode> entry =
                Ssot.entry(ssot, project).filter(there -> there.path("teamId").isTextual());
        return Arrays.stream(Environment.values())
                .flatMap(environment -> entry.stream()
                        .map(there -> new TrustingPlace(
                                there.path("teamId").asText(), project, environment, trusts(there, environment)))
                        .filter(place -> !place.trusts().isEmpty()));
    }

    private static List<CiTrust> trusts(ObjectNode entry, Environment environment) {
        return Ssot.settings(entry, environment).stream()
                .flatMap(settings -> settings.path("ci_trust").valueStream())
                .flatMap(trust -> read(trust).stream())
                .toList();
    }

    private static Optional<CiTrust> read(JsonNode trust) {
        try {
            return Optional.ofNullable(Json.as(trust, CiTrust.class));
        } catch (IllegalArgumentException misfit) {
            return Optional.empty();
        }
    }
}
