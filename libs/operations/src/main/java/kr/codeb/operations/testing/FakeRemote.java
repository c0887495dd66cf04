package kr.codeb.operations.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Remote;

/** A host for fast tests: answers as told by the first part of the line that matches, and remembers every command. */
public final class FakeRemote implements Remote {

    private final Map<String, Function<Command, CommandResult>> answers = new LinkedHashMap<>();
    private final List<Command> commands = new ArrayList<>();

    /** From now on a command whose line contains {@code part} is answered so; later rules win over earlier ones. */
    public FakeRemote when(String part, Function<Command, CommandResult> answer) {
        answers.put(part, answer);
        return this;
    }

    public FakeRemote when(String part, int exit, String out) {
        return when(part, command -> new CommandResult(exit, out, exit == 0 ? "" : out));
    }

    @Override
    public synchronized CommandResult run(Command command) {
        commands.add(command);
        return answers.entrySet().stream()
                .filter(rule -> command.line().contains(rule.getKey()))
                .reduce((earlier, later) -> later)
                .map(rule -> rule.getValue().apply(command))
                .orElse(new CommandResult(0, "", ""));
    }

    @Override
    public String name() {
        return "a fake host";
    }

    /** Every command's line, in order. */
    public synchronized List<String> lines() {
        return commands.stream().map(Command::line).toList();
    }
}
