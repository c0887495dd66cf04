package kr.codeb.deployer.logs;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
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
public class ContainerLog {

    private static final Script SCRIPT = Script.of(ContainerLog.class, "container-log.sh");
    /** What is longer loses its end on the server; twice what is shown, so that a secret is never cut before it is found. */
    private static final int WIDEST = 2 * LogLine.LONGEST;
    /** What is more loses its beginning on the server. */
    private static final int MOST_BYTES = 1 << 20;

    private final DockerHost host;
    private final Registry registry;
    private final String root;

    @Inject
    ContainerLog(DockerHost host, Registry registry, DeployerConfig config) {
        this(host, registry, config.paths().root());
    }

    public ContainerLog(DockerHost host, Registry registry, String root) {
        this.host = host;
        this.registry = registry;
        this.root = root;
    }

    /**
     * The last lines of a log.
     *
     * @param lines oldest first
     * @param cut whether older lines were left out, as there was too much of them
     */
    public record Tail(List<String> lines, boolean cut) {

        /**
         * Of these lines the last ones with a text. It is looked for in what is shown: in what was hidden it would be found bit by bit.
         *
         * @param most how many
         */
        Tail with(String text, int most) {
            List<String> found =
                    lines.stream().filter(line -> line.contains(text)).toList();
            int left = Math.max(0, found.size() - most);
            return new Tail(found.subList(left, found.size()), cut || left > 0);
        }
    }

    /** @param since null for no limit */
    public Tail read(SlotContainer place, int lines, Since since) {
        CommandResult result = host.run(host.docker()
                .script(
                        SCRIPT,
                        place.name(),
                        Integer.toString(lines),
                        since == null ? "" : since.docker(),
                        env(place),
                        Integer.toString(WIDEST),
                        Integer.toString(MOST_BYTES)));
        if (!result.ok()) {
            throw failure(place, result.complaint());
        }
        String[] parts = result.out().split("\n", 3);
        Redactor redactor = Redactor.ofEncoded(parts[0], parts[1]);
        boolean cut = parts[2].getBytes(StandardCharsets.UTF_8).length >= MOST_BYTES;
        List<String> said = parts[2].lines()
                .skip(cut ? 1 : 0)
                .map(redactor::clean)
                .map(LogLine::shown)
                .toList();
        return new Tail(said, cut);
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
