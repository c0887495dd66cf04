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

    /**
     * Prints what Docker says, then for each that runs: pid, CPU time in µs twice, the µs between, bytes. Between the two lies
     * one period in which Docker's limit of CPU time is counted. The shell reads the kernel's files itself: a program for each
     * would take longer than all the rest.
     */
    private static final String SCRIPT = """
            count=$1 form=$2; shift 2
            names=; while [ "$count" -gt 0 ]; do names="$names $1"; shift; count=$((count - 1)); done
            found=$("$@" inspect --type container --format "$form" $names 2>/dev/null)
            [ -n "$found" ] || { "$@" version --format ok >/dev/null; exit; }
            printf '%s\\n' "$found"
            groups() {
              unified= cpuacct= memory=
              while IFS=: read -r number kinds path; do
                case $kinds in '') unified=$path ;; *cpuacct*) cpuacct=$path ;; esac
                case $kinds in *memory*) memory=$path ;; esac
              done 2>/dev/null <"/proc/$1/cgroup"
            }
            first_of() { for file in "$@"; do [ ! -r "$file" ] || return 0; done; file=; }
            cpu() {
              used=
              groups "$1"
              first_of "/sys/fs/cgroup/cpuacct$cpuacct/cpuacct.usage" \\
                "/sys/fs/cgroup/cpu,cpuacct$cpuacct/cpuacct.usage" "/sys/fs/cgroup$unified/cpu.stat"
              case $file in
                *cpu.stat) while read -r key value; do [ "$key" != usage_usec ] || used=$value; done <"$file" ;;
                ?*) read -r used <"$file" && used=$((used / 1000)) ;;
              esac
            }
            bytes() {
              bytes= cache=0
              first_of "/sys/fs/cgroup/memory$memory/memory.usage_in_bytes" "/sys/fs/cgroup$unified/memory.current"
              [ -n "$file" ] && read -r bytes <"$file" || return 0
              while read -r key value; do
                case $key in inactive_file | total_inactive_file) cache=$value ;; esac
              done <"${file%/*}/memory.stat"
              bytes=$((bytes - cache))
            }
            pids=$(printf '%s\\n' "$found" | sed -n 's/^\\([1-9][0-9]*\\) .*/\\1/p')
            [ -n "$pids" ] || exit 0
            since=$(date +%s%6N)
            for pid in $pids; do cpu "$pid"; eval "begin_$pid=\\$used"; done
            sleep 0.1
            between=$(($(date +%s%6N) - since))
            for pid in $pids; do
              cpu "$pid"; bytes
              eval "begin=\\$begin_$pid"
              echo "usage $pid ${begin:--} $used $between $bytes"
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
        return places.stream()
                .map(place -> view(place, found.get(place.name()), usage))
                .toList();
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
