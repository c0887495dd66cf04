package kr.codeb.deployer.container;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.settings.DeployerConfig;
import kr.codeb.settings.DeployerConfig.ImageRegistry;

/**
 * Where images may come from, and whose login serves whom. Docker asks whatever host an image's name begins with, from the App
 * Server: so only the hosts that an operator has named are asked, letter by letter, and no other spelling of an address.
 */
@Singleton
public class ImageRegistries {

    private final Set<String> allowed;
    private final Map<String, ImageRegistry> logins;

    @Inject
    ImageRegistries(DeployerConfig config) {
        this(config.images().registries(), config.imageRegistries());
    }

    /** @param logins by host; a host that has a login may be asked */
    public ImageRegistries(Collection<String> registries, Map<String, ImageRegistry> logins) {
        this.allowed = new HashSet<>();
        registries.forEach(host -> allowed.add(host.strip().toLowerCase(Locale.ROOT)));
        this.logins = logins.entrySet().stream()
                .collect(Collectors.toMap(login -> login.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        allowed.addAll(this.logins.keySet());
    }

    /** @throws CodebException PULL_FAILED when images may not come from there */
    void check(ImageReference reference) {
        if (!allowed.contains(reference.host())) {
            throw new CodebException(
                    ErrorCode.PULL_FAILED,
                    "%s is no registry that images may come from. Push the image to one of %s, or have an operator add it to codeb.images.registries."
                            .formatted(
                                    reference.host(), allowed.stream().sorted().collect(Collectors.joining(", "))));
        }
    }

    /** The login for a registry, if there is one and it serves this team. */
    Optional<ImageRegistry> login(String host, String team) {
        return Optional.ofNullable(logins.get(host)).filter(login -> serves(login, team));
    }

    /** Whether there is a login that serves other teams. */
    boolean withheld(String host, String team) {
        return logins.containsKey(host) && login(host, team).isEmpty();
    }

    private static boolean serves(ImageRegistry login, String team) {
        return login.teams().orElse(List.of()).stream().anyMatch(one -> one.equals("*") || one.equals(team));
    }
}
