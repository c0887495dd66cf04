package kr.codeb.operations.run;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Exit;
import kr.codeb.operations.ssh.Remote;
import kr.codeb.operations.ssh.Script;
import kr.codeb.settings.HostsConfig;

/**
 * Lets a changing command run on the App Server only while its hold lives. The host compares the hold's number with the
 * one the registry wrote, under a shared flock(2) that a new grant has to wait for: no command of an earlier holder
 * runs, or begins, once a later one holds the project. When a connection broke, so that nobody saw a command end, the
 * next one of the same hold takes the lock alone: an undo never runs beside what it undoes.
 */
@Singleton
public class Fence {

    private static final Script FENCE = Script.of(Fence.class, "fence.sh");

    private final String fences;
    /** Far more than operations run at once; a hold that ended has no next command, and is forgotten for a newer one. */
    private static final int MOST_UNSETTLED = 1_000;

    /** Holds with a command whose end nobody saw: it may still be running. */
    private final Set<Hold> unsettled = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hold, Boolean> eldest) {
            return size() > MOST_UNSETTLED;
        }
    }));

    @Inject
    Fence(HostsConfig config) {
        this(config.paths().root());
    }

    Fence(String root) {
        this.fences = root + "/registry/fences/";
    }

    /** The file on the App Server that holds the number of the hold that lives; a command locks it while it runs. */
    public String file(String project, Environment environment) {
        return fences + project + "-" + environment;
    }

    /** Says that nobody saw the end of a command of this hold: the next one of it takes the lock alone. */
    public void unsettled(Hold hold) {
        unsettled.add(hold);
    }

    /** @return the same command, refused by the host unless the hold lives; {@link #checkVerdict} reads the refusal */
    public Command guard(Command command, String project, Environment environment, Hold hold) {
        return guard(command, project, environment, hold, Lock.SHARED);
    }

    private Command guard(Command command, String project, Environment environment, Hold hold, Lock lock) {
        return Command.script(
                        FENCE,
                        file(project, environment),
                        Long.toString(hold.fence()),
                        lock.flag,
                        Long.toString(lock.patience.toSeconds()),
                        Long.toString(Math.max(1, command.limit().toSeconds())))
                .with(command.words())
                .named(command.name())
                .reading(command.input())
                .keeping(command.keeping())
                // Waiting for the lock does not eat the command's own time.
                .within(command.limit().plus(lock.patience));
    }

    /**
     * Runs a guarded command.
     *
     * @throws HoldLost when the host refused it
     * @throws CodebException HOST_UNREACHABLE when the connection broke, or what ran when it did goes on for long
     */
    public CommandResult run(Remote app, Command command, String project, Environment environment, Hold hold) {
        boolean alone = unsettled.contains(hold);
        Command guarded = guard(command, project, environment, hold, alone ? Lock.ALONE : Lock.SHARED);
        CommandResult result = seen(app, guarded, hold);
        checkVerdict(result, project + " (" + environment + ") on " + app.name());
        if (alone) {
            unsettled.remove(hold);
        }
        return result;
    }

    /**
     * Reads what became of a guarded command that was run as a part of another one.
     *
     * @param what what it works on, for the sentence
     * @throws HoldLost when the host refused it
     * @throws CodebException HOST_UNREACHABLE when it did not begin, since an earlier one is still at work
     */
    public static void checkVerdict(CommandResult result, String what) {
        if (said(result, Exit.HOLD_LOST)) {
            throw new HoldLost();
        }
        if (said(result, Exit.FENCE_BUSY)) {
            throw new CodebException(
                    ErrorCode.HOST_UNREACHABLE,
                    "An earlier command for %s is still at work. Call again in a minute.".formatted(what));
        }
    }

    /** The fence's own word stands alone: the command, which might end with any number, has not run. */
    private static boolean said(CommandResult result, Exit verdict) {
        return result.is(verdict) && result.err().strip().endsWith(verdict.name());
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

    private enum Lock {
        SHARED("-s", Duration.ofSeconds(10)),
        ALONE("-x", Duration.ofSeconds(40));

        private final String flag;
        private final Duration patience;

        Lock(String flag, Duration patience) {
            this.flag = flag;
            this.patience = patience;
        }
    }
}
