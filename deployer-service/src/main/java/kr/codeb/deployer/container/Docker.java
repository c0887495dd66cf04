package kr.codeb.deployer.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.operations.ssh.Words;

/** Builds Docker's command lines, runs nothing. Understood by Docker 20.10 and later. */
public final class Docker {

    private static final List<String> KEPT_CAPABILITIES =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID");

    /** Values that Docker's env file cannot carry reach it through its own environment. */
    private static final String WITH_EXPORTS = "[ ! -s \"$1\" ] || . \"$1\"; shift; exec \"$@\"";

    private final List<String> words;
    private final Engine engine;
    private final int pidsLimit;
    private final boolean dropCapabilities;
    private final String network;

    /** Containers stand in Docker's default network. */
    public Docker(List<String> words, int pidsLimit, boolean dropCapabilities) {
        this(words, pidsLimit, dropCapabilities, "bridge");
    }

    /**
     * @param words how Docker is called: {@code docker} or {@code docker -H unix:///x.sock}
     * @param network in which containers stand
     */
    public Docker(List<String> words, int pidsLimit, boolean dropCapabilities, String network) {
        this.network = network;
        this.words = List.copyOf(words);
        this.engine = Engine.reachedBy(words);
        this.pidsLimit = pidsLimit;
        this.dropCapabilities = dropCapabilities;
    }

    /** The network in which containers stand. */
    public String network() {
        return network;
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

    /** A script whose first argument is the socket of Docker's API; the others follow. */
    public Command onSocket(Script script, String... arguments) {
        return Command.script(script, engine.socket()).with(arguments);
    }

    /** Starts a container that stays down when it exits, until it has proven itself. */
    public Command run(ContainerSpec spec) {
        return container(spec, "run", "-d", "--name", spec.place().name());
    }

    /** Makes the same container under another name; {@link #start} does the rest. */
    public Command create(ContainerSpec spec, String name) {
        return container(spec, "create", "--name", name);
    }

    private Command container(ContainerSpec spec, String... verb) {
        Command run = command(verb)
                .with(
                        "--restart",
                        "no",
                        "--label",
                        "codeb.project=" + spec.place().project(),
                        "--label",
                        "codeb.environment=" + spec.place().environment(),
                        "--label",
                        "codeb.slot=" + spec.place().slot(),
                        "--label",
                        "codeb.version=" + spec.version(),
                        "--label",
                        "codeb.operation=" + spec.operationId(),
                        "--network",
                        network,
                        "-p",
                        "127.0.0.1:" + spec.port() + ":" + spec.project().containerPort(),
                        "--memory",
                        spec.project().memory(),
                        "--cpus",
                        spec.project().cpus(),
                        "--pids-limit",
                        Integer.toString(pidsLimit),
                        "--security-opt",
                        "no-new-privileges");
        return withExports(
                        run.with(capabilities())
                                .with(
                                        "--log-driver",
                                        "json-file",
                                        "--log-opt",
                                        "max-size=10m",
                                        "--log-opt",
                                        "max-file=3",
                                        "--health-cmd",
                                        healthCommand(spec),
                                        "--health-interval",
                                        "10s",
                                        "--health-timeout",
                                        "5s",
                                        "--env-file",
                                        spec.env().envFile(),
                                        spec.image()),
                        spec.env())
                .within(Duration.ofSeconds(120));
    }

    /** Gives a container that was created its name and starts it; Docker leaves the one that was set aside for it alone from now on. */
    public Command start(String fresh, String name, String aside) {
        return engine.script("""
                fresh=$1 name=$2 aside=$3
                { ask POST "/containers/$aside/update" '{"RestartPolicy":{"Name":"no"}}' || absent || fail; } & left=$!
                ask POST "/containers/$fresh/rename?name=$name" || { wait $left; fail; }
                tries=0
                until ask POST "/containers/$name/start"; do
                  # Nobody listens on a port some moments before Docker gives it away again.
                  case $said in *'already allocated'*|*'already in use'*) tries=$((tries + 1)) ;; *) tries=20 ;; esac
                  [ $tries -lt 20 ] || { wait $left; fail; }
                  sleep 0.05
                done
                wait $left""", fresh, name, aside).within(Duration.ofSeconds(120));
    }

    /** From now on Docker starts it again whenever it ends. */
    public Command keepRunning(String name) {
        return command("update", "--restart=always", name);
    }

    /**
     * As {@link #keepRunning}, and prints what the two probes say that decide nothing: {@code docker} with Docker's own health
     * status, {@code inside} with the HTTP status of a request inside the container.
     */
    public Command keepRunningAndLook(String name, String insideUrl) {
        return engine.script("""
                name=$1 url=$2
                { ask POST "/containers/$name/update" '{"RestartPolicy":{"Name":"always"}}' || fail; } & kept=$!
                ask GET "/containers/$name/json" || { wait $kept; fail; }
                pid=${said#*'"Pid":'}; pid=${pid%%,*}
                health=none
                case $said in *'"Health":{"Status":"'*) health=${said#*'"Health":{"Status":"'}; health=${health%%'"'*} ;; esac
                [ "$pid" = 0 ] || inside=$(nsenter -t "$pid" -n curl -sg --noproxy '*' -o /dev/null -w '%{http_code}' \\
                  --max-time 2 "$url" 2>/dev/null)
                echo "docker $health"; echo "inside ${inside:-000}"
                wait $kept""", name, insideUrl);
    }

    /**
     * Takes a container out of the way, and ends as soon as its name and its port are free; it goes on stopping behind that. A name
     * that is free already is fine.
     */
    public Command setAside(String name, String aside, int port, int stopSeconds) {
        return engine.script("""
                name=$1 aside=$2 port=$3 seconds=$4
                stop() { ask POST "/containers/$1/stop?t=$seconds"; }
                # Under whichever name Docker hears of it first.
                { stop "$name" || stop "$aside"; } >/dev/null 2>&1 & stopping=$!
                ask POST "/containers/$name/rename?name=$aside" || { wait $stopping; absent && exit 0; fail; }
                while kill -0 $stopping 2>/dev/null; do
                  [ -n "$(ss -Hltn "( sport = :$port )")" ] || exit 0
                  sleep 0.005
                done
                # One that is gone was tidied up by somebody, behind an earlier answer.
                wait $stopping || stop "$aside" || absent || fail""", name, aside, Integer.toString(port), Integer.toString(stopSeconds))
                .within(Duration.ofSeconds(60L + stopSeconds));
    }

    /** Takes {@link #setAside} back, from wherever it stopped; also when there was no container at all. */
    public Command putBack(String name, String aside, boolean start) {
        return engine.script("""
                name=$1 aside=$2 start=$3
                unless_absent() { ask "$@" || absent || fail; }
                if ask POST "/containers/$aside/rename?name=$name"; then
                  # It may be stopping still: this waits until it has.
                  unless_absent POST "/containers/$name/stop"
                elif ! absent; then fail; fi
                [ "$start" = true ] || exit 0
                unless_absent POST "/containers/$name/update" '{"RestartPolicy":{"Name":"always"}}'
                unless_absent POST "/containers/$name/start\"""", name, aside, Boolean.toString(start));
    }

    /** Removes the container that this operation made, running or not, whatever its name is by now. */
    public Command removeOwn(String operationId) {
        return script("""
                operation=$1; shift
                id=$("$@" ps -aq --no-trunc --filter "label=codeb.operation=$operation") || exit
                [ -z "$id" ] || "$@" rm -f -v "$id" >/dev/null""", operationId);
    }

    /** Removes a container by name or id; one that is not there is fine. */
    public Command remove(String container) {
        return script("""
                container=$1; shift
                said=$("$@" rm -f -v "$container" 2>&1) && exit 0
                case $said in *[Nn]"o such container"*) exit 0 ;; esac
                echo "$said" >&2; exit 1""", container);
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
        String url = Words.quote("http://127.0.0.1:" + spec.project().containerPort()
                + spec.project().healthPath());
        return "curl -sf " + url + " || wget -q -O /dev/null " + url;
    }

    private static Command withExports(Command run, EnvRelease env) {
        return env.exportFile() == null || env.exportFile().isEmpty()
                ? run
                : Command.script(WITH_EXPORTS, env.exportFile()).with(run.words());
    }
}
