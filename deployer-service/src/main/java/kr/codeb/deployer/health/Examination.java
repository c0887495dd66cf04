package kr.codeb.deployer.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;

/** Looks at a container that is not healthy, with one command. */
final class Examination {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOG_LINES = 50;
    private static final int LONGEST_LINE = 1000;

    /** Lines: env, exports (both encoded), restarts and state, listeners, an empty line, the log. */
    private static final String SCRIPT = """
            name=$1 lines=$2 env=$3 exports=$4; shift 4
            for file in "$env" "$exports"; do
              if [ -s "$file" ]; then base64 -w 0 "$file"; fi; echo
            done
            "$@" inspect --type container --format '{{.RestartCount}} {{json .State}}' "$name" || exit
            pid=$("$@" inspect --type container --format '{{.State.Pid}}' "$name")
            [ "$pid" = 0 ] || cat "/proc/$pid/net/tcp" "/proc/$pid/net/tcp6" 2>/dev/null
            echo
            "$@" logs --tail "$lines" "$name" 2>&1""";

    private final DockerHost host;

    Examination(DockerHost host) {
        this.host = host;
    }

    Evidence of(Subject subject) {
        String env = Optional.ofNullable(subject.env()).map(EnvRelease::envFile).orElse("");
        String exports =
                Optional.ofNullable(subject.env()).map(EnvRelease::exportFile).orElse("");
        Command look = host.docker().script(SCRIPT, subject.place().name(), Integer.toString(LOG_LINES), env, exports);
        CommandResult found = host.run(look);
        return found.ok() ? read(found.out()) : Evidence.NONE;
    }

    static Evidence read(String text) {
        String[] parts = text.split("\n", 4);
        if (parts.length < 4) {
            return Evidence.NONE;
        }
        int space = parts[2].indexOf(' ');
        JsonNode state = state(parts[2].substring(space + 1));
        Redactor redactor = Redactor.ofEncoded(parts[0], parts[1]);
        String rest = parts[3];
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
                state.path("Status").asText(),
                state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean(),
                Integer.parseInt(parts[2].substring(0, space)),
                state.path("Error").asText(),
                listening,
                log.subList(Math.max(0, log.size() - LOG_LINES), log.size()));
    }

    private static JsonNode state(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException strange) {
            throw new IllegalStateException("Docker's answer cannot be read", strange);
        }
    }
}
