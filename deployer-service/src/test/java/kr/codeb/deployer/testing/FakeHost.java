package kr.codeb.deployer.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
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

    /**
     * A container.
     *
     * @param operation who made it
     * @param running whether its process runs
     * @param restarts whether Docker starts it again
     * @param connected whether it is on its network, and so has its port
     */
    public record Container(String operation, boolean running, boolean restarts, boolean connected) {

        public Container(String operation, boolean running, boolean restarts) {
            this(operation, running, restarts, true);
        }
    }

    public static final CommandResult OK = new CommandResult(0, "", "");

    public final Map<String, Container> containers = new TreeMap<>();
    public final List<String> lines = new ArrayList<>();
    /** Commands whose line matches fail, once, as they would on a real host. */
    public Predicate<String> failing = line -> false;
    /** What the health loop ends with, when the container runs: {@code healthy}, {@code timeout}… */
    public String health = "healthy";

    /** What Caddy says of requests under way, one answer after the other; the last one stays. */
    public final Deque<Integer> visitors = new ArrayDeque<>(List.of(0));

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
        if (!words.getFirst().equals("sh")) {
            return docker(words);
        }
        List<String> arguments = words.subList(4, words.size());
        return switch (words.get(3)) {
            case "look.sh", "usage.sh", "isolate.sh" -> OK;
            case "hand-over.sh" -> handOver(arguments.get(1), arguments.get(2));
            case "give-back.sh" -> giveBack(arguments.get(1), arguments.get(2));
            case "take-slot.sh" -> takeSlot(arguments.get(1), arguments.get(2), arguments.get(3));
            case "resume.sh" -> change(arguments.get(1), c -> new Container(c.operation(), true, c.restarts()));
            case "remove-own.sh" -> {
                containers.values().removeIf(container -> container.operation().equals(arguments.get(0)));
                yield OK;
            }
            case "remove.sh" -> {
                containers.remove(arguments.get(0).replace("id-of-", ""));
                yield OK;
            }
            case "visitors.sh" -> {
                int now = visitors.size() > 1 ? visitors.pop() : visitors.peek();
                yield new CommandResult(
                        0,
                        "[{\"address\":\"localhost:4103\",\"num_requests\":%d},{\"address\":\"localhost:4102\",\"num_requests\":7}]"
                                .formatted(now),
                        "");
            }
            case "await-health.sh" -> ask(arguments.get(1), arguments.size() > 8);
            case "examine.sh" ->
                new CommandResult(
                        0,
                        "\n\n{\"Name\":\"/x\",\"State\":{\"Status\":\"running\"}}\nno\n\nI wait for the database\n",
                        "");
            case "pull.sh" -> new CommandResult(0, "Digest: sha256:new\nStatus: Downloaded newer image\n", "");
            default -> docker(words);
        };
    }

    /** Its Docker answers for as long as somebody follows it, and tells no events. */
    @Override
    public CommandResult follow(Command command, Consumer<String> line) {
        try {
            while (!away) {
                line.accept("alive");
                Thread.sleep(200);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new CodebException(ErrorCode.HOST_UNREACHABLE, "the host is away");
    }

    private CommandResult docker(List<String> words) {
        int verb = words.indexOf("docker") + 1;
        return switch (verb == 0 || verb == words.size() ? "" : words.get(verb)) {
            case "create" -> {
                String name = words.get(words.indexOf("--name") + 1);
                String operation = words.stream()
                        .filter(word -> word.startsWith("codeb.operation="))
                        .findFirst()
                        .orElseThrow()
                        .substring("codeb.operation=".length());
                if (containers.containsKey(name)) {
                    yield new CommandResult(125, "", "the name " + name + " is already in use by container x");
                }
                containers.put(name, new Container(operation, false, false));
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

    private CommandResult handOver(String name, String aside) {
        Optional.ofNullable(containers.remove(name))
                .ifPresent(there -> containers.put(
                        aside, new Container(there.operation(), there.running(), there.restarts(), false)));
        return OK;
    }

    private CommandResult takeSlot(String fresh, String name, String aside) {
        containers.computeIfPresent(
                aside, (key, there) -> new Container(there.operation(), there.running(), false, there.connected()));
        if (containers.containsKey(name)) {
            return new CommandResult(1, "", "the name " + name + " is already in use by container x");
        }
        Container there = containers.remove(fresh);
        containers.put(name, new Container(there.operation(), true, there.restarts()));
        return OK;
    }

    private CommandResult giveBack(String name, String aside) {
        if (containers.containsKey(aside)) {
            if (containers.containsKey(name)) {
                return new CommandResult(1, "", "the name " + name + " is already in use");
            }
            containers.put(name, containers.remove(aside));
        }
        containers.computeIfPresent(name, (key, there) -> new Container(there.operation(), true, true));
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
