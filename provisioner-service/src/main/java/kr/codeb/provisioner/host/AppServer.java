package kr.codeb.provisioner.host;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.run.Fence;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Hosts;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.provisioner.hold.EnvironmentHold;

/** The App Server: asked freely, changed only behind the fence of a live hold. */
@Singleton
public class AppServer {

    private final Remote remote;
    private final Fence fence;

    @Inject
    AppServer(Hosts hosts, Fence fence) {
        this(hosts.app(), fence);
    }

    /** For a host of one's own, in tests. */
    public AppServer(Remote remote, Fence fence) {
        this.remote = remote;
        this.fence = fence;
    }

    public Remote remote() {
        return remote;
    }

    /** Runs a command that changes nothing. */
    public CommandResult ask(Command command) {
        return remote.run(command);
    }

    /**
     * Runs a command that changes nothing and must succeed.
     *
     * @param doing continues {@code the app server could not …}
     */
    public String ask(String doing, Command command) {
        return succeeded(doing, remote.run(command));
    }

    /** Runs a changing command, which may fail. @throws kr.codeb.contracts.operation.HoldLost when the hold is gone */
    public CommandResult change(HeldOperation held, Command command) {
        return fence.run(remote, command, held);
    }

    /** Runs a changing command that must succeed. @throws kr.codeb.contracts.operation.HoldLost when the hold is gone */
    public String change(HeldOperation held, String doing, Command command) {
        return succeeded(doing, change(held, command));
    }

    /** Runs a changing command for another service's operation. @throws kr.codeb.contracts.operation.HoldLost */
    public CommandResult change(Hold hold, String project, Environment environment, Command command) {
        return fence.run(remote, command, project, environment, hold);
    }

    /** The file that a script locks and reads itself, to change things for more than one hold. */
    public String fence(String project, Environment environment) {
        return fence.file(project, environment);
    }

    /** Says that nobody saw the end of a command that changed things for this hold, too. */
    public void unsettled(Hold hold) {
        fence.unsettled(hold);
    }

    /** Runs a changing command, which may fail. @throws kr.codeb.operations.run.HoldLost when the hold is gone */
    public CommandResult change(EnvironmentHold hold, Command command) {
        return change(hold.hold(), hold.project(), hold.environment(), command);
    }

    /** Runs a changing command that must succeed. @throws kr.codeb.operations.run.HoldLost when the hold is gone */
    public String change(EnvironmentHold hold, String doing, Command command) {
        return succeeded(doing, change(hold, command));
    }

    private String succeeded(String doing, CommandResult result) {
        if (!result.ok()) {
            throw new CodebException(
                    ErrorCode.INTERNAL,
                    "The app server could not %s: %s. Correct it there and call again."
                            .formatted(doing, result.complaint()));
        }
        return result.out();
    }
}
