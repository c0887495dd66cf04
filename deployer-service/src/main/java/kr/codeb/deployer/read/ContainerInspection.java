package kr.codeb.deployer.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.operations.ssh.Command;

/** Inspects containers, and measures what they use by their control groups: Docker's own figures take two seconds. */
@Singleton
class ContainerInspection {

    /** Prints what Docker says, then for each that runs: pid, CPU time in µs twice, the µs between, bytes. */
    private static final String SCRIPT = """
            count=$1 form=$2; shift 2
            names=; while [ "$count" -gt 0 ]; do names="$names $1"; shift; count=$((count - 1)); done
            found=$("$@" inspect --type container --format "$form" $names 2>/dev/null)
            [ -n "$found" ] || { "$@" version --format ok >/dev/null; exit; }
            printf '%s\\n' "$found"
            group() { sed -n "s/^[0-9]*:$1:\\\\(.*\\\\)/\\\\1/p" "/proc/$2/cgroup" 2>/dev/null; }
            first_of() { for file in "$@"; do [ -r "$file" ] && { echo "$file"; return; }; done; }
            cpu() {
              unified=$(group '' "$1"); old=$(group '[^:]*cpuacct[^:]*' "$1")
              file=$(first_of "/sys/fs/cgroup/cpuacct$old/cpuacct.usage" \\
                "/sys/fs/cgroup/cpu,cpuacct$old/cpuacct.usage" "/sys/fs/cgroup$unified/cpu.stat")
              case $file in
                *cpu.stat) sed -n 's/^usage_usec //p' "$file" ;;
                ?*) read -r used <"$file" && echo $((used / 1000)) ;;
              esac
            }
            memory() {
              unified=$(group '' "$1"); old=$(group '[^:]*memory[^:]*' "$1")
              file=$(first_of "/sys/fs/cgroup/memory$old/memory.usage_in_bytes" "/sys/fs/cgroup$unified/memory.current")
              stat=${file%/*}/memory.stat
              [ -n "$file" ] && read -r used <"$file" || return
              cache=$(sed -n 's/^total_inactive_file //p; s/^inactive_file //p' "$stat" | tail -n 1)
              echo $((used - ${cache:-0}))
            }
            pids=$(printf '%s\\n' "$found" | sed -n 's/^\\([0-9]*\\) .*/\\1/p')
            for pid in $pids; do [ "$pid" = 0 ] || eval "begin_$pid=$(cpu "$pid") since_$pid=$(date +%s%6N)"; done
            sleep 0.2
            for pid in $pids; do
              [ "$pid" = 0 ] && continue
              eval "begin=\\$begin_$pid since=\\$since_$pid"
              echo "usage $pid ${begin:--} $(cpu "$pid") $(($(date +%s%6N) - since)) $(memory "$pid")"
            done""";

    /** Not all of it: a container's environment stays where it is. */
    private static final String FORM = "{{.State.Pid}} {\"Name\":{{json .Name}},\"RestartCount\":{{.RestartCount}},"
            + "\"State\":{{json .State}},\"Image\":{{json .Config.Image}},\"Labels\":{{json .Config.Labels}}}";

    private final DockerHost host;
    private final ObjectMapper json;

    ContainerInspection(DockerHost host, ObjectMapper json) {
        this.host = host;
        this.json = json;
    }

    List<ContainerView> of(List<SlotContainer> places) {
        List<String> names = places.stream().map(SlotContainer::name).toList();
        Command look = Command.script(SCRIPT, Integer.toString(places.size()), FORM)
                .with(names)
                .with(host.docker().command().words());
        List<String> lines = host.check(look).lines().toList();
        Map<String, Usage> usage = lines.stream()
                .filter(line -> line.startsWith("usage "))
                .map(Usage::of)
                .collect(Collectors.toMap(Usage::pid, Function.identity()));
        Map<String, JsonNode> found = lines.stream()
                .filter(line -> line.contains(" {"))
                .map(line -> read(line.substring(line.indexOf('{'))))
                .collect(Collectors.toMap(node -> node.path("Name").asText().substring(1), Function.identity()));
        return places.stream().map(place -> view(place, found.get(place.name()), usage)).toList();
    }

    private static ContainerView view(SlotContainer place, JsonNode node, Map<String, Usage> usage) {
        if (node == null) {
            return new ContainerView(
                    place.slot(), place.name(), false, null, null, null, null, null, null, null, null, null);
        }
        JsonNode state = node.path("State");
        boolean running = state.path("Running").asBoolean();
        Usage used = usage.getOrDefault(state.path("Pid").asText(), Usage.UNKNOWN);
        return new ContainerView(
                place.slot(),
                place.name(),
                true,
                state.path("Status").asText(),
                state.path("Health").path("Status").textValue(),
                node.path("Image").textValue(),
                node.path("Labels").path("codeb.version").textValue(),
                state.path("StartedAt").textValue(),
                node.path("RestartCount").asInt(),
                running ? null : state.path("ExitCode").asInt(),
                used.cpuPercent(),
                used.memoryBytes());
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException strange) {
            throw new IllegalStateException("Docker's answer cannot be read", strange);
        }
    }
}
