package kr.codeb.deployer.container;

import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;

/** Builds the commands about images, runs nothing. */
final class ImageCommands {

    /** What was new is written into the project's list: CodeB fetched it, so CodeB may remove it. */
    private static final String PULL = """
            list=$1 image=$2 repository=$3; shift 3
            said=$("$@" pull "$image") || exit
            printf '%s\\n' "$said"
            case $said in *"Downloaded newer image"*)
              digest=${said##*Digest: }; digest=${digest%%[!a-z0-9:]*}
              { flock 9; echo "$repository@$digest" >&9; } 9>>"$list" ;;
            esac 2>/dev/null || :""";

    /** The login lives in memory, and only as long as the command that needs it. */
    private static final String LOGGED_IN = """
            docker=$1 host=$2 user=$3; shift 3
            umask 077
            DOCKER_CONFIG=$(mktemp -d /dev/shm/codeb-login.XXXXXXXX 2>/dev/null || mktemp -d) || exit
            export DOCKER_CONFIG
            trap 'rm -rf "$DOCKER_CONFIG"' EXIT
            trap 'exit 1' HUP INT TERM
            eval "$docker login --username \\"\\$user\\" --password-stdin \\"\\$host\\"" >/dev/null || exit
            "$@\"""";

    /** An image that a container uses, or that has another name too, stays and stays on the list. */
    private static final String REMOVE = """
            docker=$1 list=$2; shift 2
            for image in "$@"; do
              id=$(eval "$docker image inspect --format '{{.Id}}' \\"\\$image\\"" 2>/dev/null)
              if [ -z "$id" ] || eval "$docker image rm \\"\\$id\\"" >/dev/null 2>&1; then
                { flock 9; kept=$(grep -vxF -e "$image" "$list"); printf '%s\\n' "$kept" >"$list"; } 9>>"$list"
              fi
            done""";

    private final Docker docker;
    private final String root;

    ImageCommands(Docker docker, String root) {
        this.docker = docker;
        this.root = root;
    }

    Command pull(String image, String repository, String project, Environment environment) {
        return docker.script(PULL, list(project, environment), image, repository);
    }

    /** The same command with a login, which reads the password from its standard input. */
    Command loggedIn(Command pull, String host, String user) {
        return Command.script(LOGGED_IN, docker.line(), host, user).with(pull.words());
    }

    /** Prints what was fetched for a project, pinned, oldest first. */
    Command fetched(String project, Environment environment) {
        return Command.script("[ ! -f \"$1\" ] || cat \"$1\"", list(project, environment));
    }

    Command remove(List<String> pinned, String project, Environment environment) {
        return Command.script(REMOVE, docker.line(), list(project, environment)).with(pinned);
    }

    private String list(String project, Environment environment) {
        return root + "/projects/" + project + "/images." + environment;
    }
}
