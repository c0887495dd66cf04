package kr.codeb.operations.ssh;

import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;

/**
 * A command that must succeed did not. It tells the host, the command's name and its complaint, never its text nor its
 * arguments; a caller who knows more says more.
 */
public final class CommandFailed extends CodebException {

    private final transient CommandResult result;

    public CommandFailed(String host, Command command, CommandResult result) {
        super(
                result.endedForTime() ? ErrorCode.HOST_UNREACHABLE : ErrorCode.INTERNAL,
                sentence(host, command, result),
                Map.of("host", host, "command", command.name(), "exit", result.exit()));
        this.result = result;
    }

    public CommandResult result() {
        return result;
    }

    private static String sentence(String host, Command command, CommandResult result) {
        if (result.endedForTime()) {
            return "%s did not end within %d s on %s and was ended there. The host may be overloaded: look at it, then call again."
                    .formatted(command.name(), command.limit().toSeconds(), host);
        }
        return "%s failed on %s (%d): %s"
                .formatted(
                        command.name(),
                        host,
                        result.exit(),
                        result.complaint().isEmpty() ? "it said nothing." : result.complaint());
    }
}
