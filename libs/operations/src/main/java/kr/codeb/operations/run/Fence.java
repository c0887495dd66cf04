package kr.codeb.operations.run;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Remote;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets a changing command run on the App Server only while its hold lives. The host compares the hold's number with the
 * one the registry wrote, under a shared flock(2) that a new grant has to wait for: no command of an earlier holder
 * runs, or begins, once a later one holds the project. When a connection broke, so that nobody saw a command end, the
 * next one of the same hold takes the lock alone: an undo never runs beside what it undoes.
 */
@Singleton
public class Fence {

    private static final int LOST = 97;
    private static final int BUSY = 98;
    private static final List<String> SHARED = List.of("-s", "-w", "10");
    private static final List<String> ALONE = List.of("-x", "-w", "40");
    private static final String GUARD =
            "read -r n < \"$1\"; [ \"$n\" = \"$2\" ] || exit " + LOST + "; shift 2; exec \"$@\"";

    private final String fences;
    /** Holds of which a command may run still. */
    private final Set<Hold> unsettled = ConcurrentHashMap.newKeySet();

    Fence(@ConfigProperty(name = "codeb.paths.root", defaultValue = "/opt/codeb") String root) {
        this.fences = root + "/registry/fences/";
    }

    /** @return the same command, refused by the host with exit {@value #LOST} unless the hold lives */
    public Command guard(Command command, String project, Environment environment, Hold hold) {
        return guard(command, project, environment, hold, SHARED);
    }

    private Command guard(Command command, String project, Environment environment, Hold hold, List<String> lock) {
        String file = fences + project + "-" + environment;
        List<String> words = new ArrayList<>(List.of("flock"));
        words.addAll(lock);
        words.addAll(List.of(
                "-E", Integer.toString(BUSY), file, "sh", "-c", GUARD, "fence", file, Long.toString(hold.fence())));
        words.addAll(command.words());
        return new Command(words, command.input(), command.limit());
    }

    /**
     * Runs a guarded command.
     *
     * @throws HoldLost when the host refused it
     * @throws CodebException HOST_UNREACHABLE when the connection broke, or what ran when it did goes on for long
     */
    public CommandResult run(Remote app, Command command, String project, Environment environment, Hold hold) {
        boolean alone = unsettled.contains(hold);
        CommandResult result = seen(app, guard(command, project, environment, hold, alone ? ALONE : SHARED), hold);
        if (result.exit() == LOST) {
            throw new HoldLost();
        }
        if (result.exit() == BUSY) {
            throw new CodebException(
                    ErrorCode.HOST_UNREACHABLE,
                    "An earlier command for %s (%s) is still at work on %s. Call again in a minute."
                            .formatted(project, environment, app.name()));
        }
        if (alone) {
            unsettled.remove(hold);
        }
        return result;
    }

    private CommandResult seen(Remote app, Command command, Hold hold) {
        try {
            return app.run(command);
        } catch (CodebException broken) {
            unsettled.add(hold);
            throw broken;
        }
    }

    /** Runs a guarded command for an operation. @throws HoldLost when the host refused it */
    public CommandResult run(Remote app, Command command, HeldOperation held) {
        Operation operation = held.operation();
        return run(app, command, operation.project(), operation.environment(), held.hold());
    }

    /** Runs a guarded command that must succeed, and gives its output. @throws CommandFailed when it fails */
    public String check(Remote app, Command command, HeldOperation held) {
        CommandResult result = run(app, command, held);
        if (!result.ok()) {
            throw new CommandFailed(app.name(), command, result);
        }
        return result.out();
    }
}
