package kr.codeb.gateway.tools;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.catalogue.Param;

/** Inputs that more than one tool takes, or that need more than a line. */
public final class Params {

    public static final Param PROJECT = Param.text("projectName", "Name of the project.", 50)
            .matching(
                    "^(?!.*--)[a-z]([a-z0-9-]{0,48}[a-z0-9])?$",
                    "lower case letters, digits and single hyphens, beginning with a letter, not ending with a hyphen,"
                            + " 50 characters at most")
            .must();

    public static final Param MAYBE_ENVIRONMENT =
            Param.choice("environment", "production or staging.", "production", "staging");

    public static final Param ENVIRONMENT = MAYBE_ENVIRONMENT.orElse("production");

    public static final Param IMAGE = Param.text("image", "OCI image reference, with a tag or @sha256:….", 600)
            .matching(ImageReference.GRAMMAR, "an OCI image reference, such as ghcr.io/org/app:1.2")
            .and(value -> ImageReference.read(value.asText()).isPresent())
            .must();

    public static final Param VERSION = Param.text(
                    "version", "What to call this version; the image's tag if it is not given.", 128)
            .matching(
                    "^[A-Za-z0-9_][A-Za-z0-9._+-]*$",
                    "letters, digits and . _ + -, beginning with a letter, a digit or _, 128 characters at most");

    public static final Param TYPE = Param.choice(
                    "type", "What the project is made with.", "nextjs", "remix", "nodejs", "python", "go", "docker")
            .orElse("nextjs");

    public static final Param DEPLOY_TYPE = Param.choice(
                    "deployType", "How GitHub Actions deploys it.", "api", "ssh", "self-hosted")
            .orElse("api");

    public static final Param DOMAIN = Param.text(
                    "domain", "Primary domain; {project}.{base domain} if it is not given.", 253)
            .matching(
                    "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
                    "a host name in lower case, such as shop.example.com");

    public static final Param CONTAINER_PORT = Param.whole(
                    "containerPort", "Port that the application listens on inside its container.", 1, 65535)
            .orElse(3000);

    public static final Param HEALTH_PATH = Param.text("healthPath", "Path that answers 2xx when all is well.", 512)
            .matching(
                    "^/[\\x21\\x23-\\x26\\x28-\\x5b\\x5d-\\x5f\\x61-\\x7e]*$",
                    "a path that begins with / and has no spaces, quotes, backslashes or control characters")
            .orElse("/health");

    public static final Param MEMORY = Param.text("memory", "Memory limit in Docker's form, such as 512m or 2g.", 20)
            .matching(
                    "^[1-9][0-9]{0,14}[bkmgBKMG]?$", "a number with b, k, m or g behind it, 6m at least, such as 512m")
            .and(value -> bytes(value.asText()) >= 6L << 20)
            .orElse("512m");

    public static final Param CPUS = Param.text("cpus", "CPUs that the container may use, such as 0.5 or 2.", 10)
            .matching("^[0-9]{1,4}(\\.[0-9]{1,4})?$", "a decimal number of 0.01 or more, such as 0.5")
            .with(schema -> schema.putArray("type").add("string").add("number"))
            .and(value -> plausible(value.asText()))
            .orElse("1");

    public static final Param KEY_NAME = Param.text("name", "What the key is for, in a few words.", 100)
            .matching(
                    "^[^\\x00-\\x1f\\x7f]*[^\\x00-\\x20\\x7f][^\\x00-\\x1f\\x7f]*$",
                    "a text of 1 to 100 characters in one line")
            .must();

    public static final Param KEY_ROLE = Param.choice(
                    "role", "What the key may do; your own role at most.", "viewer", "member", "admin", "owner")
            .must();

    private static final Pattern AMOUNT = Pattern.compile("([0-9]+)([bkmg]?)");

    private Params() {}

    public static Param reveal() {
        return Param.flag("reveal", "Show the values. Needs the role admin and is written into the log.")
                .raising(Role.ADMIN)
                .orElse(false);
    }

    private static long bytes(String amount) {
        Matcher parts = AMOUNT.matcher(amount.toLowerCase(Locale.ROOT));
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
