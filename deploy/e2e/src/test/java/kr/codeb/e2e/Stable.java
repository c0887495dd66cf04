package kr.codeb.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes what was really answered the same each time: ids, times, ports and hosts of one run get names for all runs, secrets are masked. */
final class Stable {

    static final String MASK = "••••••••";

    private static final int LONGEST_TEXT = 240;
    private static final int LONGEST_LIST = 3;
    private static final Instant START = Instant.parse("2026-01-14T10:00:00Z");
    private static final Set<String> SECRETS = Set.of("password", "key", "confirm");
    private static final Set<String> MEASURED = Set.of("duration", "latency");

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final Pattern ID = Pattern.compile("\\b(op|key)_[A-Za-z0-9]{6,}\\b");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("(?<![0-9a-f])[0-9a-f]{12,64}(?![0-9a-f])");

    private final String project;
    private final Map<String, String> names = new HashMap<>();
    private Instant first;

    Stable(String project) {
        this.project = project;
    }

    ObjectNode of(ObjectNode object) {
        ObjectNode stable = Text.JSON.createObjectNode();
        object.properties().forEach(field -> stable.set(field.getKey(), of(field.getKey(), field.getValue())));
        return stable;
    }

    private JsonNode of(String name, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> of(object);
            case ArrayNode list -> list(name, list);
            case TextNode text when SECRETS.contains(name) -> TextNode.valueOf(MASK);
            case TextNode text -> TextNode.valueOf(of(text.textValue()));
            default -> value.isIntegralNumber() ? IntNode.valueOf(number(name, value.asInt())) : value;
        };
    }

    private ArrayNode list(String name, ArrayNode list) {
        ArrayNode stable = Text.JSON.createArrayNode();
        list.valueStream().limit(LONGEST_LIST).forEach(element -> stable.add(of(name, element)));
        return stable;
    }

    private static int number(String name, int value) {
        if (MEASURED.contains(name)) {
            return 100;
        }
        boolean port = value >= 4100 && value < 5000;
        return port ? 4102 + value % 2 : name.equals("db") ? 2 : value;
    }

    private String of(String text) {
        String stable = text.replace(Sandbox.need("CODEB_IMAGE_REGISTRY"), "registry.example.com")
                .replace(Sandbox.root().toString(), "/opt/codeb")
                .replace(Sandbox.sites().toString(), "/etc/caddy/sites")
                .replace(":" + Sandbox.httpsPort(), "")
                .replace(Sandbox.baseDomain(), "example.com")
                .replace(project, "shop")
                .replaceAll("://([^:/@]*):[^@/]+@[^/]+/", "://$1:" + MASK + "@db.example.com/")
                .replaceAll("\\bcodeb_[a-z0-9]+_(viewer|member|admin|owner)_[A-Za-z0-9]+", "codeb_acme_$1_" + MASK)
                .replaceAll("\\b127\\.[0-9.]+[0-9]", "203.0.113.10")
                .replaceAll("\\b4[1-9][0-9]{2}\\b", "4102");
        stable = each(TIME, stable, this::time);
        stable = each(ID, stable, id -> named(id.group(), id.group(1) + "_"));
        stable = each(UUID, stable, id -> named(id.group(), "00000000-0000-4000-8000-00000000000"));
        stable = each(
                HEX,
                stable,
                hash -> "0123456789abcdef".repeat(4).substring(0, hash.group().length()));
        return stable.length() > LONGEST_TEXT ? stable.substring(0, LONGEST_TEXT) + " …" : stable;
    }

    private static String each(Pattern pattern, String text, Function<MatchResult, String> name) {
        return pattern.matcher(text).replaceAll(name);
    }

    /** Whole hours are kept: that a rollback is possible for two days is to be seen. */
    private String time(MatchResult found) {
        Instant time = Instant.parse(found.group());
        first = first == null ? time : first;
        long hours = Math.round(Duration.between(first, time).toMinutes() / 60.0);
        return START.plus(Duration.ofHours(hours)).toString();
    }

    private String named(String id, String prefix) {
        return names.computeIfAbsent(
                id,
                unknown -> prefix
                        + (names.values().stream()
                                        .filter(name -> name.startsWith(prefix))
                                        .count()
                                + 1));
    }
}
