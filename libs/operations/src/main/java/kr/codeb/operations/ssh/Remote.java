package kr.codeb.operations.ssh;

import java.util.function.Consumer;

/** A host that runs commands. */
public interface Remote {

    /**
     * Runs a command to its end.
     *
     * @return its exit status and output, also when it failed
     * @throws kr.codeb.contracts.error.CodebException HOST_UNREACHABLE when the host cannot be asked or the connection broke
     */
    CommandResult run(Command command);

    /**
     * Runs a command that speaks for as long as it runs, within its limit; each line of its output is handed over as it comes.
     *
     * @param line takes one line without its end, on the caller's thread
     * @return its exit status, what it said on standard error, and no output
     * @throws kr.codeb.contracts.error.CodebException HOST_UNREACHABLE when the host cannot be asked or the connection broke
     */
    default CommandResult follow(Command command, Consumer<String> line) {
        CommandResult result = run(command);
        result.out().lines().forEach(line);
        return new CommandResult(result.exit(), "", result.err());
    }

    /** The host's name in sentences: {@code the app server}. */
    String name();

    /**
     * Runs a command that must succeed.
     *
     * @return its standard output
     * @throws CommandFailed when its exit status is not 0
     */
    default String check(Command command) {
        CommandResult result = run(command);
        if (!result.ok()) {
            throw new CommandFailed(name(), command, result);
        }
        return result.out();
    }
}
