package kr.codeb.deployer.read;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Redactor;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import kr.codeb.settings.DeployerConfig;

/** Reads a container's log, both streams in their order, without any value of its environment. */
@Singleton
class ContainerLog {

    private static final Script SCRIPT = new Script("container-log.sh", """
            name=$1 lines=$2 since=$3 env=$4; shift 4
            for file in "$env" "$env.export"; do
              if [ -f "$file" ]; then base64 -w 0 "$file"; fi; echo
            done
            if [ -n "$since" ]; then set -- "$@" logs --since "$since"; else set -- "$@" logs; fi
            "$@" --tail "$lines" "$name" 2>&1""");

    private final DockerHost host;
    private final Registry registry;
    private final String root;

    @Inject
    ContainerLog(DockerHost host, Registry registry, DeployerConfig config) {
        this(host, registry, config.paths().root());
    }

    ContainerLog(DockerHost host, Registry registry, String root) {
        this.host = host;
        this.registry = registry;
        this.root = root;
    }

    /** @param since Docker's {@code --since}; null for no limit */
    List<String> read(SlotContainer place, int lines, String since) {
        CommandResult result = host.run(host.docker()
                .script(SCRIPT, place.name(), Integer.toString(lines), since == null ? "" : since, env(place)));
        String[] parts = result.out().split("\n", 3);
        if (!result.ok()) {
            throw failure(place, parts.length < 3 ? result.complaint() : parts[2].strip());
        }
        Redactor redactor = Redactor.ofEncoded(parts[0], parts[1]);
        return parts[2].lines().map(redactor::clean).toList();
    }

    private String env(SlotContainer place) {
        String version = registry.slots(place.project(), place.environment())
                .slot(place.slot())
                .envVersion();
        return version == null
                ? "%s/projects/%s/.env.%s".formatted(root, place.project(), place.environment())
                : "%s/projects/%s/releases/%s/%s".formatted(root, place.project(), place.environment(), version);
    }

    private static CodebException failure(SlotContainer place, String said) {
        return said.toLowerCase(Locale.ROOT).contains("no such container")
                ? new CodebException(
                        ErrorCode.SLOT_NOT_DEPLOYED,
                        "There is no container in %s, so there is no log. Deploy a version first."
                                .formatted(place.describe()))
                : new CodebException(
                        ErrorCode.INVALID_PARAMS,
                        "The log of %s cannot be read: Docker says: %s".formatted(place.describe(), said));
    }
}
