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

    private static final Duration SLOW = Duration.ofSeconds(120);

    private static final Script WITH_EXPORTS = Script.of(Docker.class, "with-exports.sh");
    private static final Script TAKE_SLOT = Engine.script("take-slot.sh");
    private static final Script HAND_OVER = Engine.script("hand-over.sh");
    private static final Script GIVE_BACK = Engine.script("give-back.sh");
    private static final Script RESUME = Engine.script("resume.sh");
    private static final Script KEEP_RUNNING = Engine.script("keep-running.sh");
    private static final Script REMOVE_OWN = Script.of(Docker.class, "remove-own.sh");
    private static final Script REMOVE = Script.of(Docker.class, "remove.sh");

    private final List<String> words;
    private final Engine engine;
    private final int pidsLimit;
    private final boolean dropCapabilities;
    private final String network;

    /**
     * @param words how Docker is called: {@code docker} or {@code docker -H unix:///x.sock}
     * @param network to which containers are attached
     */
    public Docker(List<String> words, int pidsLimit, boolean dropCapabilities, String network) {
        this.network = network;
        this.words = List.copyOf(words);
        this.engine = Engine.reachedBy(words);
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
    public Command script(Script script, String... arguments) {
        return Command.script(script, arguments).with(words);
    }

    /** A script whose first argument is the socket of Docker's API; the others follow. */
    public Command onSocket(Script script, String... arguments) {
        return Command.script(script, engine.socket()).with(arguments);
    }

    /** Creates a container under a name of its own; {@link #takeSlot} does the rest. It stays down when it exits. */
    public Command create(ContainerSpec spec, String name) {
        Command create = command(
                        "create",
                        "--name",
                        name,
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
                        "127.0.0.1:" + spec.port() + ":" + spec.settings().containerPort(),
                        "--memory",
                        spec.settings().memory(),
                        "--cpus",
                        spec.settings().cpus(),
                        "--pids-limit",
                        Integer.toString(pidsLimit),
                        "--security-opt",
                        "no-new-privileges")
                .with(capabilities())
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
                        spec.image());
        return withExports(create, spec.env()).within(SLOW);
    }

    /** Gives a container that was created its slot's name, and starts it; Docker leaves alone from now on what was set aside for it. */
    public Command takeSlot(String fresh, String name, String aside) {
        return engine.run(TAKE_SLOT, fresh, name, aside).within(SLOW);
    }

    /** Takes a container off its network and out of its slot, while it runs on; one that is gone is fine. */
    public Command handOver(String name, String aside) {
        return engine.run(HAND_OVER, name, aside, network);
    }

    /** Takes {@link #handOver} back, from wherever it stopped; also when there was no container at all. */
    public Command giveBack(String name, String aside) {
        return engine.run(GIVE_BACK, name, aside);
    }

    /** Has a container run that was stopped or paused. */
    public Command resume(String name) {
        return engine.run(RESUME, name);
    }

    /** From now on Docker starts it again whenever it ends. */
    public Command keepRunning(String name) {
        return command("update", "--restart=always", name);
    }

    /** As {@link #keepRunning}, and prints what the two probes say that decide nothing: {@code docker} and {@code inside}. */
    public Command keepRunningAndLook(String name, String insideUrl, String host) {
        return engine.run(KEEP_RUNNING, name, insideUrl, host);
    }

    /** Removes the containers that this operation made, running or not, whatever their names are by now. */
    public Command removeOwn(String operationId) {
        return script(REMOVE_OWN, operationId);
    }

    /** Removes a container by name or id; one that is not there is fine. @param stopSeconds how long it may take to end */
    public Command remove(String container, int stopSeconds) {
        return script(REMOVE, container, Integer.toString(stopSeconds)).within(Duration.ofSeconds(60L + stopSeconds));
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
        String url = Words.quote("http://127.0.0.1:" + spec.settings().containerPort()
                + spec.settings().healthPath());
        String host = Words.quote("Host: " + spec.host());
        return "curl -sfg -H %s -H 'X-Forwarded-Proto: https' %s || wget -q --header %s --header 'X-Forwarded-Proto: https' -O /dev/null %s"
                .formatted(host, url, host, url);
    }

    private static Command withExports(Command create, EnvRelease env) {
        return env.exportFile() == null || env.exportFile().isEmpty()
                ? create
                : Command.script(WITH_EXPORTS, env.exportFile()).with(create.words());
    }
}
