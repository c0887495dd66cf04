package kr.codeb.deployer.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;

/**
 * Asks an application from the host until it is healthy, its container ends, or time is up: one command, so that the
 * pauses can be short. Processes are few: while the container's own process lives, Docker is hardly asked.
 */
final class HealthLoop {

    private static final String SCRIPT = """
            docker=$1 name=$2 url=$3 seconds=$4 longest=$5; shift 5
            clock() { read -r up idle </proc/uptime; now=${up%.*}${up#*.}; }
            get() { curl -sg --noproxy '*' -o /dev/null -w '%{http_code} %{time_total}' --max-time 5 "$1"; }
            look() {
              form='{{.State.Status}} {{.State.Pid}}'
              seen=$(eval "$docker inspect --type container --format \\"\\$form\\" \\"\\$name\\"") || seen='gone 0'
              state=${seen%% *} pid=${seen#* }
            }
            tell() { echo "end $1"; echo "probe $probe"; }
            clock; begin=$now; turn=0; pid=; state=
            while :; do
              turn=$((turn + 1))
              probe=$(get "$url"); broken=$?
              [ $broken -ne 127 ] || exit 127
              case $probe in 2*) break ;; esac
              clock; pause=$(((now - begin) / 16))
              [ $pause -ge 2 ] || pause=2
              [ $pause -lt $((longest * 100)) ] || pause=$((longest * 100))
              if [ $turn -eq 2 ] || [ $pause -ge 50 ] || { [ -n "$pid" ] && [ ! -d "/proc/$pid" ]; }; then
                look
                if [ "$state" != running ]; then tell "$state"; exit 0; fi
              fi
              if [ $((now - begin + pause)) -gt $((seconds * 100)) ]; then tell timeout; exit 0; fi
              sleep "$((pause / 100)).$((pause % 100 / 10))$((pause % 10))"
            done
            [ $# -eq 0 ] || "$@" || exit
            tell healthy""";

    private HealthLoop() {}

    /**
     * @param docker how Docker is called, as one word for {@code eval}
     * @param limit how long it may take
     * @param longest longest pause between two questions
     * @param whenHealthy words of the command that is run once it is healthy, whose output is read too; none for none
     */
    static Command command(String docker, Subject subject, Duration limit, Duration longest, List<String> whenHealthy) {
        return Command.script(
                        SCRIPT,
                        docker,
                        subject.place().name(),
                        subject.url(),
                        Long.toString(limit.toSeconds()),
                        Long.toString(longest.toSeconds()))
                .with(whenHealthy)
                .within(limit.plusSeconds(30));
    }

    /** Reads what the command said. Empty when it could not even ask. */
    static Optional<HealthReport> report(CommandResult result, Subject subject, Duration limit) {
        Map<String, String> said = new HashMap<>();
        result.out().lines().map(line -> line.split(" ", 2)).forEach(pair -> said.put(pair[0], pair[pair.length - 1]));
        if (!result.ok() || !said.containsKey("end")) {
            return Optional.empty();
        }
        String[] probe = said.get("probe").strip().split(" ");
        return Optional.of(new HealthReport(
                said.get("end"),
                new Probe(subject.url(), Integer.parseInt(probe[0]), Math.round(Double.parseDouble(probe[1]) * 1000)),
                said.get("docker"),
                said.get("inside"),
                limit));
    }
}
