package kr.codeb.deployer.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Remote;

/**
 * A host with a Docker in memory: it understands the commands that the deployer sends, by what they do, and keeps
 * containers by name. Can be told to fail, and to fall silent.
 */
public final class FakeHost implements Remote {

    /** A container: who made it, whether it runs, and whether Docker starts it again. */
    public record Container(String operation, boolean running, boolean restarts) {}

    public static final CommandResult OK = new CommandResult(0, "", "");

    public final Map<String, Container> containers = new TreeMap<>();
    public final List<String> lines = new ArrayList<>();
    /** Commands whose line matches fail, once, as they would on a real host. */
    public Predicate<String> failing = line -> false;
    /** What the health loop ends with, when the container runs: {@code healthy}, {@code timeout}… */
    public String health = "healthy";

    public boolean away;
    /** At commands whose line matches the host goes away. */
    public Predicate<String> breaking = line -> false;

    @Override
    public synchronized CommandResult run(Command command) {
        lines.add(command.line());
        if (away || breaking.test(command.line())) {
            throw new CodebException(ErrorCode.HOST_UNREACHABLE, "the host is away");
        }
        if (failing.test(command.line())) {
            failing = line -> false;
            return new CommandResult(1, "", "Docker refused");
        }
        List<String> words = unguarded(command.words());
        String script = words.get(0).equals("sh") ? words.get(2) : "";
        List<String> arguments = script.isEmpty() ? words : words.subList(4, words.size());
        if (script.contains("rename?name=$aside")) {
            return setAside(arguments.get(1), arguments.get(2));
        }
        if (script.contains("unless_absent")) {
            return putBack(arguments.get(1), arguments.get(2), arguments.get(3).equals("true"));
        }
        if (script.contains("/containers/$name/start\"; do")) {
            return start(arguments.get(1), arguments.get(2));
        }
        if (script.contains("label=codeb.operation=$operation")) {
            containers.values().removeIf(container -> container.operation().equals(arguments.get(0)));
            return OK;
        }
        if (script.startsWith("container=$1")) {
            remove(arguments.get(0), container -> true);
            return OK;
        }
        if (script.contains("stop -t \"$stop\"")) {
            remove(arguments.get(0).replace("id-of-", ""), container -> true);
            return OK;
        }
        if (script.contains("curl -sg")) {
            return ask(arguments.get(1), arguments.size() > 5);
        }
        if (script.contains("{{.RestartCount}}")) {
            return new CommandResult(0, "\n\n0 {\"Status\":\"running\"}\n\nI wait for the database\n", "");
        }
        if (script.contains("pull \"$image\"")) {
            return new CommandResult(0, "Digest: sha256:new\nStatus: Downloaded newer image\n", "");
        }
        return docker(words);
    }

    private CommandResult docker(List<String> words) {
        int verb = words.indexOf("docker") + 1;
        return switch (verb == 0 || verb == words.size() ? "" : words.get(verb)) {
            case "run", "create" -> {
                boolean run = words.get(verb).equals("run");
                String name = words.get(words.indexOf("--name") + 1);
                String operation = words.stream()
                        .filter(word -> word.startsWith("codeb.operation="))
                        .findFirst()
                        .orElseThrow()
                        .substring("codeb.operation=".length());
                if (containers.containsKey(name)) {
                    yield new CommandResult(125, "", "the name " + name + " is already in use by container x");
                }
                containers.put(name, new Container(operation, run, false));
                yield new CommandResult(0, "id-of-" + name + "\n", "");
            }
            case "ps" -> new CommandResult(0, listed(), "");
            case "start" -> change(words.getLast(), c -> new Container(c.operation(), true, c.restarts()));
            case "stop" -> change(words.getLast(), c -> new Container(c.operation(), false, c.restarts()));
            case "update" ->
                change(
                        words.getLast().replace("id-of-", ""),
                        c -> new Container(c.operation(), c.running(), words.contains("--restart=always")));
            default -> OK;
        };
    }

    private String listed() {
        StringBuilder list = new StringBuilder();
        containers.forEach((name, container) ->
                list.append("id-of-%s\t%s\tmyapp\t%s\n".formatted(name, name, container.operation())));
        return list.toString();
    }

    private CommandResult setAside(String name, String aside) {
        Optional.ofNullable(containers.remove(name))
                .ifPresent(there -> containers.put(aside, new Container(there.operation(), false, false)));
        return OK;
    }

    private CommandResult start(String fresh, String name) {
        if (containers.containsKey(name)) {
            return new CommandResult(1, "", "the name " + name + " is already in use by container x");
        }
        Container there = containers.remove(fresh);
        containers.put(name, new Container(there.operation(), true, there.restarts()));
        return OK;
    }

    private CommandResult putBack(String name, String aside, boolean start) {
        if (containers.containsKey(aside)) {
            if (containers.containsKey(name)) {
                return new CommandResult(1, "", "the name " + name + " is already in use");
            }
            containers.put(name, containers.remove(aside));
        }
        containers.computeIfPresent(name, (key, there) -> start ? new Container(there.operation(), true, true) : there);
        return OK;
    }

    private CommandResult ask(String name, boolean keep) {
        Container asked = containers.get(name);
        String end = asked == null ? "gone" : asked.running() ? health : "exited";
        if (!end.equals("healthy")) {
            return new CommandResult(0, "end " + end + "\nprobe 000 0.001\n", "");
        }
        if (keep) {
            containers.put(name, new Container(asked.operation(), true, true));
        }
        return new CommandResult(0, "docker starting\ninside 200\nend healthy\nprobe 200 0.012\n", "");
    }

    private void remove(String name, Predicate<Container> which) {
        containers.entrySet().removeIf(entry -> entry.getKey().equals(name) && which.test(entry.getValue()));
    }

    private CommandResult change(String name, UnaryOperator<Container> how) {
        if (!containers.containsKey(name)) {
            return new CommandResult(1, "", "Error response from daemon: No such container: " + name);
        }
        containers.computeIfPresent(name, (key, there) -> how.apply(there));
        return OK;
    }

    private static List<String> unguarded(List<String> words) {
        return words.size() > 9 && words.get(3).equals("fence.sh") ? words.subList(9, words.size()) : words;
    }

    @Override
    public String name() {
        return "a fake host";
    }
}
