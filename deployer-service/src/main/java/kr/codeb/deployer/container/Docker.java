package kr.codeb.deployer.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Words;

/** Builds Docker's command lines, runs nothing. Understood by Docker 20.10 and later. */
public final class Docker {

    private static final List<String> KEPT_CAPABILITIES = List.of(
            "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID");

    /** Values that Docker's env file cannot carry reach it through its own environment. */
    private static final String WITH_EXPORTS = "[ ! -s \"$1\" ] || . \"$1\"; shift; exec \"$@\"";

    private final List<String> words;
    private final int pidsLimit;
    private final boolean dropCapabilities;

    /** @param words how Docker is called: {@code docker} or {@code docker -H unix:///x.sock} */
    public Docker(List<String> words, int pidsLimit, boolean dropCapabilities) {
        this.words = List.copyOf(words);
        this.pidsLimit = pidsLimit;
        this.dropCapabilities = dropCapabilities;
    }

    /** Docker with these arguments. */
    public Command command(String... arguments) {
        return Command.of(words).with(arguments);
    }

    /** One word that a script may {@code eval} to call Docker. */
    public String line() {
        return Words.line(words);
    }

    /** A script in which {@code "$@"}, after its arguments are shifted away, calls Docker. */
    public Command script(String script, String... arguments) {
        return Command.script(script, arguments).with(words);
    }

    /** Starts a container that stays down when it exits, until it has proven itself. */
    public Command run(ContainerSpec spec) {
        Command run = command(
                "run", "-d", "--name", spec.place().name(), "--restart", "no",
                "--label", "codeb.project=" + spec.place().project(),
                "--label", "codeb.environment=" + spec.place().environment(),
                "--label", "codeb.slot=" + spec.place().slot(),
                "--label", "codeb.version=" + spec.version(),
                "--label", "codeb.operation=" + spec.operationId(),
                "-p", "127.0.0.1:" + spec.port() + ":" + spec.project().containerPort(),
                "--memory", spec.project().memory(), "--cpus", spec.project().cpus(),
                "--pids-limit", Integer.toString(pidsLimit),
                "--security-opt", "no-new-privileges");
        return withExports(run.with(capabilities()).with(
                "--log-driver", "json-file", "--log-opt", "max-size=10m", "--log-opt", "max-file=3",
                "--health-cmd", healthCommand(spec), "--health-interval", "10s", "--health-timeout", "5s",
                "--env-file", spec.env().envFile(), spec.image()), spec.env()).within(Duration.ofSeconds(120));
    }

    /** From now on Docker starts it again whenever it ends. */
    public Command keepRunning(String name) {
        return command("update", "--restart=always", name);
    }

    /**
     * Takes a container out of the way and stops it; a name that is free is fine. That Docker shall not start it again
     * matters only if Docker itself is restarted soon, so nobody waits for that.
     */
    public Command setAside(String name, String aside, int stopSeconds) {
        return script("""
                name=$1 aside=$2 seconds=$3; shift 3
                if ! said=$("$@" rename "$name" "$aside" 2>&1); then
                  case $said in *[Nn]"o such container"*) exit 0 ;; esac
                  echo "$said" >&2; exit 1
                fi
                if ! said=$("$@" stop -t "$seconds" "$aside" 2>&1); then
                  # Somebody who tidied up behind an earlier answer was quicker.
                  case $said in *[Nn]"o such container"*) exit 0 ;; esac
                  echo "$said" >&2; exit 1
                fi
                "$@" update --restart=no "$aside" >/dev/null 2>&1 &""",
                name, aside, Integer.toString(stopSeconds))
                .within(Duration.ofSeconds(60L + stopSeconds));
    }

    /** Takes {@link #setAside} back, from wherever it stopped; also when there was no container at all. */
    public Command putBack(String name, String aside, boolean start) {
        return script("""
                name=$1 aside=$2 start=$3; shift 3
                unless_absent() {
                  said=$("$@" 2>&1) && return 0
                  case $said in *[Nn]"o such container"*) return 0 ;; esac
                  echo "$said" >&2; exit 1
                }
                unless_absent "$@" rename "$aside" "$name"
                [ "$start" = true ] || exit 0
                unless_absent "$@" update --restart=always "$name"
                unless_absent "$@" start "$name\"""",
                name, aside, Boolean.toString(start));
    }

    /** Removes the container of that name if this operation made it, running or not. */
    public Command removeOwn(String name, String operationId) {
        return script("""
                name=$1 operation=$2; shift 2
                id=$("$@" ps -aq --no-trunc \\
                  --filter "name=^/?$name\\$" --filter "label=codeb.operation=$operation") || exit
                [ -z "$id" ] || "$@" rm -f -v "$id" >/dev/null""",
                name, operationId);
    }

    /** Removes a container by name or id; one that is not there is fine. */
    public Command remove(String container) {
        return script("""
                container=$1; shift
                said=$("$@" rm -f -v "$container" 2>&1) && exit 0
                case $said in *[Nn]"o such container"*) exit 0 ;; esac
                echo "$said" >&2; exit 1""",
                container);
    }

    private List<String> capabilities() {
        if (!dropCapabilities) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("--cap-drop", "ALL"));
        KEPT_CAPABILITIES.forEach(kept -> options.addAll(List.of("--cap-add", kept)));
        return options;
    }

    private static String healthCommand(ContainerSpec spec) {
        String url = Words.quote(
                "http://127.0.0.1:" + spec.project().containerPort() + spec.project().healthPath());
        return "curl -sf " + url + " || wget -q -O /dev/null " + url;
    }

    private static Command withExports(Command run, EnvRelease env) {
        return env.exportFile() == null || env.exportFile().isEmpty()
                ? run
                : Command.script(WITH_EXPORTS, env.exportFile()).with(run.words());
    }
}
