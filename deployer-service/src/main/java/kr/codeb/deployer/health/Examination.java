package kr.codeb.deployer.health;

import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.DockerJson;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;

/** Looks at a container that is not healthy, with one command. */
final class Examination {

    private static final Script EXAMINE = Script.of(Examination.class, "examine.sh");
    private static final int LOG_LINES = 50;
    private static final int LONGEST_LINE = 1000;

    private final DockerHost host;

    Examination(DockerHost host) {
        this.host = host;
    }

    Evidence of(CheckedContainer container) {
        Optional<EnvRelease> env = Optional.ofNullable(container.env());
        CommandResult found = host.run(host.docker()
                .script(
                        EXAMINE,
                        container.place().name(),
                        Integer.toString(LOG_LINES),
                        env.map(EnvRelease::envFile).orElse(""),
                        env.map(EnvRelease::exportFile).orElse(""),
                        DockerJson.FORM,
                        Integer.toString(container.port())));
        return found.ok() ? read(found.out()) : Evidence.NONE;
    }

    static Evidence read(String text) {
        String[] parts = text.split("\n", 5);
        if (parts.length < 5) {
            return Evidence.NONE;
        }
        Redactor redactor = Redactor.ofEncoded(parts[0], parts[1]);
        String rest = parts[4];
        int blank = rest.startsWith("\n") ? 0 : rest.indexOf("\n\n") + 1;
        List<Listening> listening = rest.substring(0, blank)
                .lines()
                .map(Listening::of)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        List<String> log = rest.substring(blank + 1)
                .lines()
                .map(redactor::clean)
                .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…")
                .toList();
        return new Evidence(
                DockerJson.container(parts[2]),
                parts[3].equals("yes"),
                listening,
                log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
    }
}
