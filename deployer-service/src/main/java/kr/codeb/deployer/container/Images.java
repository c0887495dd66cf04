package kr.codeb.deployer.container;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.settings.DeployerConfig;
import kr.codeb.settings.DeployerConfig.ImageRegistry;

/**
 * The images on the App Server. Those that were fetched here for a project are in a list of its own, and only these
 * are ever removed.
 */
@Singleton
public class Images {

    private static final int KEPT_RELEASES = 3;

    private final DockerHost host;
    private final ImageCommands commands;
    private final ImageRegistries registries;
    private final Duration limit;

    @Inject
    Images(DockerHost host, DeployerConfig config, ImageRegistries registries) {
        this(
                host,
                config.paths().root(),
                registries,
                Duration.ofSeconds(config.deploy().pullSeconds()));
    }

    public Images(DockerHost host, String root, ImageRegistries registries, Duration limit) {
        this.host = host;
        this.commands = new ImageCommands(host.docker(), root);
        this.registries = registries;
        this.limit = limit;
    }

    /**
     * Fetches an image for a project, for as long as the operation holds that: a pull ends with its operation.
     *
     * @return its digest, {@code sha256:…}
     * @throws CodebException PULL_FAILED with the reason; when images may not come from there, without asking
     */
    public String pull(String image, HeldOperation held) {
        ImageReference reference = ImageReference.of(image);
        registries.check(reference);
        String team = held.operation().teamId();
        Command pull = commands.pull(image, reference.repository(), held);
        Optional<ImageRegistry> login = registries.login(reference.host(), team);
        Command command = login.map(one -> commands.loggedIn(pull, reference.host(), one.username())
                        .reading(password(reference.host(), one)))
                .orElse(pull);
        CommandResult result = host.run(command.within(limit));
        return digest(result.out())
                .filter(found -> result.ok())
                .orElseThrow(() -> PullFailure.of(image, reference, result, limit, account(reference, team, login)));
    }

    /** Removes what was fetched for a project and is in no slot, but keeps its latest releases. */
    public void tidy(String project, Environment environment, Set<String> used) {
        List<String> fetched = fetched(project, environment);
        List<String> old = new ArrayList<>(fetched.subList(0, Math.max(0, fetched.size() - KEPT_RELEASES)));
        old.removeIf(pinned -> used.contains(digestOf(pinned)));
        remove(old, project, environment);
    }

    /** Removes one image if it was fetched for the project and no container uses it. */
    public void forget(String project, Environment environment, String digest) {
        List<String> given = fetched(project, environment).stream()
                .filter(pinned -> digestOf(pinned).equals(digest))
                .toList();
        remove(given, project, environment);
    }

    private PullFailure.Account account(ImageReference reference, String team, Optional<ImageRegistry> login) {
        if (login.isPresent()) {
            return PullFailure.Account.USED;
        }
        return registries.withheld(reference.host(), team) ? PullFailure.Account.WITHHELD : PullFailure.Account.NONE;
    }

    /** Removes all that was fetched for the operation's environment and that no container uses, and the list of it. */
    public void forgetAll(HeldOperation held) {
        String project = held.operation().project();
        Environment environment = held.operation().environment();
        remove(fetched(project, environment), project, environment);
        host.checkChange(commands.removeList(project, environment), held);
    }

    private void remove(List<String> pinned, String project, Environment environment) {
        if (!pinned.isEmpty()) {
            host.run(commands.remove(pinned, project, environment));
        }
    }

    /** What was fetched for a project, pinned: oldest first; none when there is no list yet. */
    public List<String> fetched(String project, Environment environment) {
        return host.run(commands.fetched(project, environment))
                .out()
                .lines()
                .filter(line -> line.contains("@"))
                .toList();
    }

    private static String digestOf(String pinned) {
        return pinned.substring(pinned.indexOf('@') + 1);
    }

    private static Optional<String> digest(String said) {
        return said.lines()
                .filter(line -> line.startsWith("Digest: "))
                .map(line -> line.substring("Digest: ".length()).strip())
                .findFirst();
    }

    private static String password(String host, ImageRegistry login) {
        try {
            return Files.readString(login.passwordFile()).strip();
        } catch (IOException unreadable) {
            throw new CodebException(
                    ErrorCode.PULL_FAILED,
                    "The password for %s cannot be read. Check codeb.image-registries.\"%s\".password-file."
                            .formatted(host, host),
                    unreadable);
        }
    }
}
