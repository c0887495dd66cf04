package kr.codeb.deployer.container;

import java.util.ArrayList;
import java.util.List;
import kr.codeb.operations.ssh.Command;

/**
 * Docker's API on its socket, asked with curl on the host, for what a caller waits for: the start of Docker's command line costs
 * more than most requests. Paths carry no version, so that each Engine takes its own.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
final class Engine {

    private static final String USUAL = "/var/run/docker.sock";
    private static final String SCHEME = "unix://";

    /** {@code ask METHOD PATH [BODY]} leaves the answer, or the Engine's own reason, in {@code $said}. */
    private static final String ASK = """
            socket=$1; shift
            ask() {
              said=$(curl -sg --unix-socket "$socket" -X "$1" -H 'Content-Type: application/json' -d "${3-}" \\
                -w '%{http_code}' "http://docker$2")
              case $? in
                0) ;;
                127) said='curl is missing on the app server. Install it, then call again.'; return 1 ;;
                *) said="Cannot connect to the Docker daemon at unix://$socket."; return 1 ;;
              esac
              code=${said#"${said%???}"} said=${said%???}
              case $code in 2??|304) return 0 ;; esac
              said=${said#*'"message":"'}; said=${said%'"}'*}
              return 1
            }
            absent() { case $said in *[Nn]'o such container'*|*'marked for removal'*) ;; *) return 1 ;; esac; }
            fail() { echo "$said" >&2; exit 1; }
            """;

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

    /** A script that may {@code ask}, be {@code absent} when there is no such container or will be none, and {@code fail} with what was said. */
    Command script(String script, String... arguments) {
        List<String> all = new ArrayList<>(List.of(socket));
        all.addAll(List.of(arguments));
        return Command.script(ASK + script, all.toArray(String[]::new));
    }
}
