package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.codeb.gateway.catalogue.Param;

/** Settings of a project and its environments, as inputs. */
final class ProjectParams {

    static final Param DOMAIN = Param.text("domain", "Primary domain; {project}.{base domain} if it is not given.", 253)
            .checked(
                    "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "a host name in lower case, such as shop.example.com");

    static final Param CONTAINER_PORT = Param.whole(
                    "containerPort", "Port that the application listens on inside its container.", 1, 65535)
            .orElse(3000);

    static final Param HEALTH_PATH = Param.text("healthPath", "Path that answers 2xx when all is well.", 512)
            .checked(
                    "^/[\\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x5f\\x61-\\x7e]*$",
                    "a path that begins with / and has no spaces, quotes, backslashes or control characters")
            .orElse("/health");

    static final Param MEMORY = Param.text("memory", "Memory that the container may use, such as 512m or 1g.", 20)
            .checked("^[1-9][0-9]{0,14}[bkmgBKMG]?$", "a number with b, k, m or g behind it, 6m at least, such as 512m")
            .with(schema -> schema.putArray("type").add("string").add("integer"))
            .and(value -> bytes(value.asText()) >= 6L << 20)
            .orElse("512m");

    static final Param CPUS = Param.text("cpus", "CPUs that the container may use, such as 0.5 or 2.", 10)
            .checked("^[0-9]{1,4}(\\.[0-9]{1,4})?$", "a decimal number of 0.01 or more, such as 0.5")
            .with(schema -> schema.putArray("type").add("string").add("number"))
            .and(value -> plausible(value.asText()))
            .orElse("1");

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})([bkmg]?)");
    /** A bare number up to here can only mean MiB: so few bytes are no memory. */
    private static final long MOST_MEBIBYTES = 1 << 20;

    private ProjectParams() {}

    /** The same settings, each in its one form. */
    static ObjectNode normal(ObjectNode given) {
        ObjectNode normal = given.deepCopy();
        if (given.has(MEMORY.name())) {
            normal.put(MEMORY.name(), memory(given.get(MEMORY.name())));
        }
        if (given.has(CPUS.name())) {
            normal.put(CPUS.name(), cpus(given.get(CPUS.name())));
        }
        if (given.has(CiTrustParam.NAME)) {
            normal.set(CiTrustParam.NAME, CiTrustParam.normal(given.get(CiTrustParam.NAME)));
        }
        return normal;
    }

    /** The one form of an amount of memory: {@code 512} and {@code 512M} are {@code 512m}. */
    private static String memory(JsonNode given) {
        String amount = given.asText().toLowerCase(Locale.ROOT);
        return isMebibytes(amount) ? amount + "m" : amount;
    }

    /** The one form of a number of CPUs: {@code 0.50} is {@code 0.5}. */
    private static String cpus(JsonNode given) {
        return new BigDecimal(given.asText()).stripTrailingZeros().toPlainString();
    }

    private static boolean isMebibytes(String amount) {
        return amount.matches("[0-9]{1,7}") && Long.parseLong(amount) <= MOST_MEBIBYTES;
    }

    private static long bytes(String given) {
        String amount = given.toLowerCase(Locale.ROOT);
        Matcher parts = AMOUNT.matcher(isMebibytes(amount) ? amount + "m" : amount);
        if (!parts.matches()) {
            return 0;
        }
        int power = Math.max(0, "bkmg".indexOf(parts.group(2).isEmpty() ? "b" : parts.group(2)));
        return Math.multiplyHigh(Long.parseLong(parts.group(1)), 1L << (10 * power)) > 0
                ? 0
                : Long.parseLong(parts.group(1)) << (10 * power);
    }

    private static boolean plausible(String cpus) {
        try {
            BigDecimal number = new BigDecimal(cpus);
            return number.compareTo(new BigDecimal("0.01")) >= 0
                    && number.compareTo(new BigDecimal("1024")) <= 0
                    && number.scale() <= 4;
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
