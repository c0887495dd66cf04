package kr.codeb.deployer.container;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Disks;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.settings.DeployerConfig;

/** The App Server as the deployer uses it: what changes it passes the fence, and a dead Docker has one name. */
@Singleton
public class DockerHost {

    private static final List<String> AWAY =
            List.of("Cannot connect to the Docker daemon", "Is the docker daemon running", "error during connect");

    private final Remote app;
    private final Fence fence;
    private final Docker docker;
    private volatile Runnable beforeMaking = () -> {};
    private final List<BiConsumer<String, Environment>> listeners = new CopyOnWriteArrayList<>();

    @Inject
    DockerHost(Hosts hosts, Fence fence, DeployerConfig config) {
        this(
                hosts.app(),
                fence,
                new Docker(
                        List.of(config.app().docker().strip().split("\\s+")),
                        config.deploy().pidsLimit(),
                        config.deploy().dropCapabilities(),
                        config.isolation().network()));
    }

    public DockerHost(Remote app, Fence fence, Docker docker) {
        this.app = app;
        this.fence = fence;
        this.docker = docker;
    }

    public Docker docker() {
        return docker;
    }

    /** Tells after each command that may have changed a container, of which project and environment. */
    public void onChange(BiConsumer<String, Environment> listener) {
        listeners.add(listener);
    }

    /** Does this before each container that is made. */
    public void beforeMaking(Runnable work) {
        beforeMaking = work;
    }

    /** Like {@link #change(Command, HeldOperation)}, for a command that makes a container. */
    public CommandResult make(Command command, HeldOperation held) {
        beforeMaking.run();
        return change(command, held);
    }

    /** Runs a command that speaks while it runs. @see Remote#follow */
    public CommandResult follow(Command command, Consumer<String> line) {
        return app.follow(command, line);
    }

    /** A sentence when the disk that a folder is on is nearly full; else null. */
    public String nearlyFull(String folder) {
        return Disks.warning(app, folder);
    }

    /** Runs what changes no slot, and needs no hold. @throws CodebException HOST_UNREACHABLE when Docker is away */
    public CommandResult run(Command command) {
        return answered(app.run(command));
    }

    /** Like {@link #run(Command)}; must succeed. @throws CommandFailed when it fails */
    public String check(Command command) {
        return checked(command, run(command));
    }

    /** Runs what changes a slot, while the hold lives. @throws kr.codeb.contracts.operation.HoldLost when it does not */
    public CommandResult change(Command command, HeldOperation held) {
        try {
            return answered(fence.run(app, command, held));
        } finally {
            listeners.forEach(listener ->
                    listener.accept(held.operation().project(), held.operation().environment()));
        }
    }

    /** Like {@link #change(Command, HeldOperation)}; must succeed. @throws CommandFailed when it fails */
    public String checkChange(Command command, HeldOperation held) {
        return checked(command, change(command, held));
    }

    /** A changing command as part of one that only looks: only itself passes the fence. */
    public Command guard(Command command, HeldOperation held) {
        return fence.guard(command, held.operation().project(), held.operation().environment(), held.hold());
    }

    private String checked(Command command, CommandResult result) {
        if (!result.ok()) {
            throw new CommandFailed(app.name(), command, result);
        }
        return result.out();
    }

    private CommandResult answered(CommandResult result) {
        if (!result.ok() && AWAY.stream().anyMatch(result.err()::contains)) {
            throw new CodebException(
                    ErrorCode.HOST_UNREACHABLE,
                    "Docker does not answer on %s. Start it there, then call again.".formatted(app.name()));
        }
        return result;
    }
}
