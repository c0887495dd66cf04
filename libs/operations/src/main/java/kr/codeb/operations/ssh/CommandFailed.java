package kr.codeb.operations.ssh;

/** A command that must succeed did not. Its message names host, command and complaint; a caller who knows more says more. */
public final class CommandFailed extends RuntimeException {

    private final transient CommandResult result;

    public CommandFailed(String host, Command command, CommandResult result) {
        super("on %s `%s` ended with %d: %s".formatted(host, command, result.exit(), result.complaint()));
        this.result = result;
    }

    public CommandResult result() {
        return result;
    }
}
