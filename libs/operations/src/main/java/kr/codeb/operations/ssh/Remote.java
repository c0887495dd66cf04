package kr.codeb.operations.ssh;

/** A host that runs commands. */
public interface Remote {

    /**
     * Runs a command to its end.
     *
     * @return its exit status and output, also when it failed
     * @throws kr.codeb.contracts.error.CodebException HOST_UNREACHABLE when the host cannot be asked or the connection broke
     */
    CommandResult run(Command command);

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
