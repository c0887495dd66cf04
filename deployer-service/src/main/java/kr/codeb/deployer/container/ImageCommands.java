package kr.codeb.deployer.container;

import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;

/** Builds the commands about images, runs nothing. */
final class ImageCommands {

    private static final Script PULL = Script.of(ImageCommands.class, "pull.sh");
    private static final Script WITH_LOGIN = Script.of(ImageCommands.class, "with-login.sh");
    private static final Script REMOVE = Script.of(ImageCommands.class, "remove-images.sh");

    private final Docker docker;
    private final String root;

    ImageCommands(Docker docker, String root) {
        this.docker = docker;
        this.root = root;
    }

    /** Fetches an image for as long as the hold lives. */
    Command pull(String image, String repository, HeldOperation held) {
        String project = held.operation().project();
        Environment environment = held.operation().environment();
        return docker.script(
                PULL,
                list(project, environment),
                image,
                repository,
                "%s/registry/fences/%s-%s".formatted(root, project, environment),
                Long.toString(held.hold().fence()));
    }

    /** The same command with a login, which reads the password from its standard input. */
    Command loggedIn(Command pull, String host, String user) {
        return Command.script(WITH_LOGIN, docker.line(), host, user).with(pull.words());
    }

    /** Prints what was fetched for a project, pinned, oldest first. */
    Command fetched(String project, Environment environment) {
        return Command.of("cat", list(project, environment));
    }

    Command remove(List<String> pinned, String project, Environment environment) {
        return Command.script(REMOVE, docker.line(), list(project, environment)).with(pinned);
    }

    /** The list itself, once nothing is fetched for the project any more. */
    Command removeList(String project, Environment environment) {
        return Command.of("rm", "-f", list(project, environment));
    }

    private String list(String project, Environment environment) {
        return root + "/projects/" + project + "/images." + environment;
    }
}
