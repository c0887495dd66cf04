package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.text.FreeText;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Violations;

/** {@code ci_trust}: the repositories whose workflows get keys for an environment. */
final class CiTrustParam {

    static final String NAME = "ci_trust";

    private static final String REPOSITORY = "repository_id";
    private static final String OWNER = "repository_owner_id";
    private static final String REF = "ref";
    private static final String ENVIRONMENT = "environment";
    private static final Set<String> KEYS = Set.of(REPOSITORY, OWNER, REF, ENVIRONMENT);
    private static final int MOST = 20;
    private static final int LONGEST = 255;

    /** Whoever it lets in comes again when the key that said so has ended: so it needs more than a deploy does. */
    static final Param PARAM = Param.texts(
                    NAME,
                    "GitHub workflows that get keys: {repository_id, repository_owner_id, ref and/or environment}. [] for none. Admins only.",
                    MOST)
            .with(schema -> schema.putObject("items").put("type", "object"))
            .ruled(
                    "a list of at most %d objects with repository_id, repository_owner_id, and ref or environment or both"
                            .formatted(MOST))
            .and(value -> problem(value) == null)
            .advising(CiTrustParam::problem)
            .raising(Role.ADMIN);

    private CiTrustParam() {}

    /** @throws CodebException FORBIDDEN for a key for some tools, which would give away what it may not do itself */
    static void check(Call call) {
        if (call.gave(NAME) && call.caller().tools() != null) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "Your key is for some tools only, so it cannot change ci_trust. Use another key.");
        }
    }

    /** The same with each id as a text. */
    static ArrayNode normal(JsonNode given) {
        ArrayNode normal = Json.object().putArray(NAME);
        given.forEach(trust -> {
            ObjectNode one = trust.deepCopy();
            one.properties().removeIf(field -> field.getValue().isNull());
            Stream.of(REPOSITORY, OWNER)
                    .forEach(id -> one.put(id, trust.path(id).asText()));
            if (!normal.valueStream().anyMatch(one::equals)) {
                normal.add(one);
            }
        });
        return normal;
    }

    /** What is wrong first, in a sentence; null when nothing is. */
    private static String problem(JsonNode trusts) {
        return !trusts.isArray() || trusts.size() > MOST
                ? ""
                : trusts.valueStream()
                        .flatMap(CiTrustParam::problems)
                        .findFirst()
                        .orElse(null);
    }

    private static Stream<String> problems(JsonNode trust) {
        if (!trust.isObject()) {
            return Stream.of("Each is an object.");
        }
        Stream<String> unknown = trust.propertyStream()
                .filter(field -> !KEYS.contains(field.getKey()))
                .map(field -> "It has no %s.".formatted(Violations.shown(field.getKey())));
        Stream<String> ids = Stream.of(REPOSITORY, OWNER)
                .filter(id -> !isId(trust.path(id)))
                .map(id -> "%s is GitHub's number, such as 123456: gh api repos/OWNER/NAME shows id and owner.id."
                        .formatted(id));
        Stream<String> places = Stream.of(
                        trust.hasNonNull(REF) || trust.hasNonNull(ENVIRONMENT)
                                ? null
                                : "Without ref or environment every branch could deploy.",
                        !trust.hasNonNull(REF) || isRef(trust.get(REF))
                                ? null
                                : "ref is whole: refs/heads/main, or refs/tags/v1.",
                        !trust.hasNonNull(ENVIRONMENT) || isEnvironment(trust.get(ENVIRONMENT))
                                ? null
                                : "environment is the name of one of the repository's environments.")
                .filter(problem -> problem != null);
        return Stream.of(unknown, ids, places).flatMap(part -> part);
    }

    private static boolean isId(JsonNode id) {
        return (id.isTextual() || id.isIntegralNumber()) && id.asText().matches("[1-9][0-9]{0,19}");
    }

    private static boolean isRef(JsonNode ref) {
        return ref.isTextual() && ref.textValue().matches("refs/(heads|tags)/[\\x21-\\x7e&&[^*?\\[\\\\^~:]]{1,240}");
    }

    private static boolean isEnvironment(JsonNode name) {
        return name.isTextual() && FreeText.problem(name.textValue(), LONGEST).isEmpty();
    }
}
