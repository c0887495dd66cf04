package kr.codeb.deployer.container;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;

/** Where a container stands. Its name follows from that, for every way to deploy. */
public record SlotContainer(String project, Environment environment, SlotName slot) {

    private static final int MARK = 8;
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*)-(production|staging)-(blue|green)");

    /** Whether a container's name is that of a slot. */
    public static boolean isSlotName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The place that a container's name tells; empty when it tells none. */
    public static Optional<SlotContainer> named(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(
                        new SlotContainer(parts.group(1), Environment.of(parts.group(2)), SlotName.of(parts.group(3))))
                : Optional.empty();
    }

    /** {@code myapp-production-green}. */
    public String name() {
        return project + "-" + environment + "-" + slot;
    }

    /** The name under which an operation keeps what stood here before: unique for each operation. */
    public String asideOf(String operationId) {
        return name() + "-aside-" + mark(operationId);
    }

    /** The name of what an operation has made for this place and has not started yet. */
    public String freshOf(String operationId) {
        return name() + "-fresh-" + mark(operationId);
    }

    private static String mark(String operationId) {
        return operationId.substring(Math.max(0, operationId.length() - MARK));
    }

    /** {@code green of myapp (production)}, for sentences. */
    public String describe() {
        return "%s of %s (%s)".formatted(slot, project, environment);
    }
}
