package kr.codeb.settings;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses a start on a name under {@code codeb.} that no service knows, in a file, as {@code -D} or as an environment
 * variable: what was meant would go unheard.
 */
@Startup
@Singleton
class UnknownSettings {

    private static final String PREFIX = "codeb.";
    private static final String VARIABLE = "CODEB_";
    /** What the build's tests are told by {@code -D}. */
    private static final Set<String> OF_THE_BUILD = Set.of("codeb.docs.write");
    /** What `deploy/sandbox env` prints for tests and people, and what its own scripts are told. */
    private static final Pattern OF_THE_SANDBOX = Pattern.compile("CODEB_(URL|API_KEY|ROOT|SITES|BASE_DOMAIN|APP_HOST"
            + "|HTTPS?_PORT|CA|DNS|IMAGE_REGISTRY|PRIVATE_REGISTRY|PG_ADMIN_URL|REDIS_ADMIN_URL|DEPLOY_SSH|CI_ISSUER|LOGS|SETTINGS|DIR"
            + "|(SANDBOX|BENCH|E2E|SETUP)_.*)");

    UnknownSettings(Config config) {
        check(config.getPropertyNames(), System.getenv());
    }

    static void check(Iterable<String> names, Map<String, String> environment) {
        for (String name : names) {
            // What is set by an environment variable shows under two names; it is judged by its own below.
            boolean variable = environment.containsKey(KnownSettings.variable(name));
            if (name.startsWith(PREFIX) && !variable && !KnownSettings.isKnown(name) && !OF_THE_BUILD.contains(name)) {
                throw unknown(name, KnownSettings.nearest(name));
            }
        }
        for (String variable : environment.keySet()) {
            if (variable.startsWith(VARIABLE)
                    && !OF_THE_SANDBOX.matcher(variable).matches()
                    && !KnownSettings.isKnownVariable(variable)) {
                String nearest =
                        KnownSettings.nearest(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
                throw unknown(variable, KnownSettings.variable(nearest));
            }
        }
    }

    /** In a file of properties a name ends at its first colon. */
    private static IllegalStateException unknown(String name, String nearest) {
        if (name.chars().filter(c -> c == '"').count() == 1) {
            return SettingCheck.refused(
                    name,
                    "ends in the middle. In a file, the colon before a port is written \\:, such as"
                            + " codeb.image-registries.\"registry.example.com\\:5000\".username=acme");
        }
        return SettingCheck.refused(name, "is not a setting. Did you mean %s?".formatted(nearest));
    }
}
