package kr.codeb.contracts.registry;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * Which host names a project may have, whoever has which now; the registry and the provisioner ask here. Below the base domain each name belongs to the project
 * that it is called after, whether that exists yet or not, or to CodeB itself.
 */
public final class DomainRules {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST =
            Pattern.compile("(?:%s\\.)+%s".formatted(LABEL, "[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"));
    private static final int LONGEST = 253;
    private static final Set<String> OF_NOBODY = Set.of("localhost", "localdomain", "local", "internal", "invalid");

    private final Optional<String> base;

    /** @param base CodeB's base domain; empty: there are no names below it to keep apart */
    public DomainRules(Optional<String> base) {
        this.base = base.map(DomainRules::plain);
    }

    /** In the one spelling in which names are kept and compared. */
    public static String plain(String domain) {
        String lower = domain == null ? "" : domain.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /**
     * @param domain in its plain spelling
     * @throws CodebException INVALID_PARAMS, NAME_RESERVED, DOMAIN_TAKEN
     */
    public void check(String project, Environment environment, String domain) {
        if (domain.length() > LONGEST || !HOST.matcher(domain).matches()) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "%s is no host name. One reads shop.example.com.".formatted(shown(domain)));
        }
        if (base.filter(domain::equals).isPresent()) {
            throw reserved(domain);
        } else if (base.filter(name -> domain.endsWith("." + name)).isPresent()) {
            checkBelowBase(project, environment, domain, base.get());
        } else if (OF_NOBODY.contains(domain.substring(domain.lastIndexOf('.') + 1))) {
            throw new CodebException(
                    ErrorCode.NAME_RESERVED,
                    "%s is no name of the Internet. Choose one that you own.".formatted(domain));
        }
    }

    private static void checkBelowBase(String project, Environment environment, String domain, String base) {
        String below = domain.substring(0, domain.length() - base.length() - 1);
        String label = below.substring(below.lastIndexOf('.') + 1);
        if (HostNames.OF_CODEB.contains(label)) {
            throw reserved(domain);
        }
        if (!label.equals(environment.qualify(project))) {
            throw new CodebException(
                    ErrorCode.DOMAIN_TAKEN,
                    "%s is kept for a project of the name %s, whether it exists yet or not. Below %s, %s (%s) may have %s.%s and names below that."
                            .formatted(domain, label, base, project, environment, environment.qualify(project), base));
        }
    }

    private static CodebException reserved(String domain) {
        return new CodebException(
                ErrorCode.NAME_RESERVED, "%s belongs to CodeB itself. Choose another domain.".formatted(domain));
    }

    private static String shown(String domain) {
        return domain.length() > 60 ? domain.substring(0, 60) + "…" : domain;
    }
}
