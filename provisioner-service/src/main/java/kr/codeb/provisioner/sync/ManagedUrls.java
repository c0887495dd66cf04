package kr.codeb.provisioner.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.provision.OwnUrls;

/** The variables of an env file that CodeB made, and that a change leaves alone unless somebody insists. */
@Singleton
class ManagedUrls {

    private final OwnUrls urls;

    ManagedUrls(OwnUrls urls) {
        this.urls = urls;
    }

    /** Names of the variables whose URLs are CodeB's own. */
    List<String> in(EnvFile file, ProjectEnvironment settings) {
        List<String> managed = new ArrayList<>();
        if (settings.database() != null) {
            file.value(OwnUrls.DATABASE)
                    .flatMap(url -> urls.database(url, settings.database()))
                    .ifPresent(ours -> managed.add(OwnUrls.DATABASE));
        }
        if (settings.redis() != null) {
            file.value(OwnUrls.REDIS)
                    .flatMap(url -> urls.redis(url, settings.redis().db()))
                    .ifPresent(ours -> managed.add(OwnUrls.REDIS));
        }
        return managed;
    }

    /** @throws CodebException ENV_INVALID naming those that would change or go */
    void refuseChange(EnvChange change, ProjectEnvironment settings) {
        List<String> touched =
                in(change.before(), settings).stream().filter(change::touches).toList();
        if (!touched.isEmpty()) {
            throw new CodebException(
                    ErrorCode.ENV_INVALID,
                    ("CodeB made %s, and this sync would change or remove what it says. Leave it as it is (merge = true keeps what the "
                                    + "content lacks), or let an admin sync with overrideManaged = true.")
                            .formatted(String.join(" and ", touched)));
        }
    }
}
