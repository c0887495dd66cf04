package kr.codeb.deployer.container;

import java.util.ArrayList;
import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;

/**
 * Docker's API on its socket, for what a caller waits for: the start of Docker's command line costs more than most requests.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
final class Engine {

    private static final Script ENGINE = Script.of(Engine.class, "engine.sh");
    private static final String USUAL = "/var/run/docker.sock";
    private static final String SCHEME = "unix://";

    private final String socket;

    private Engine(String socket) {
        this.socket = socket;
    }

    /** The Engine that these words of Docker's command line reach: by {@code -H unix:///x.sock}, or at the usual place. */
    static Engine reachedBy(List<String> words) {
        return new Engine(words.stream()
                .map(word -> word.substring(word.indexOf('=') + 1))
                .filter(word -> word.startsWith(SCHEME))
                .map(word -> word.substring(SCHEME.length()))
                .findFirst()
                .orElse(USUAL));
    }

    String socket() {
        return socket;
    }

    /** A script to be run after {@code engine.sh}, with the functions of that. */
    static Script script(String file) {
        return ENGINE.then(Script.of(Engine.class, file));
    }

    /** @param script made by {@link #script} */
    Command run(Script script, String... arguments) {
        List<String> all = new ArrayList<>(List.of(socket));
        all.addAll(List.of(arguments));
        return Command.script(script, all.toArray(String[]::new));
    }
}
