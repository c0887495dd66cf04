package kr.codeb.gateway.call;

import java.util.List;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.call.BareDoors.Door;
import kr.codeb.gateway.call.Contract.About;

/** One call of the matrix, and how it has to end. */
record Cell(String tool, Role role, Key key, Target target, Door door) {

    /** What is wrong with the key, if anything is. */
    enum Key {
        VALID,
        FOR_THIS,
        FOR_ANOTHER_PROJECT,
        FOR_ANOTHER_TOOL,
        EXPIRED,
        REVOKED,
        MALFORMED
    }

    /** The project that is named. */
    enum Target {
        OWN("shop"),
        FOREIGN("foreign"),
        NOWHERE("nowhere"),
        UNNAMED(null);

        final String project;

        Target(String project) {
            this.project = project;
        }
    }

    private static final List<Key> GOOD_FOR_NOTHING = List.of(Key.EXPIRED, Key.REVOKED, Key.MALFORMED);

    /** {@code OK}, or the code of the refusal. */
    String expected() {
        Contract.Row row = Contract.ROWS.get(tool);
        if (GOOD_FOR_NOTHING.contains(key)) {
            return "UNAUTHENTICATED";
        }
        boolean named = target != Target.UNNAMED;
        if (row.about() == About.TEAM ? named : !named && row.about() != About.PROJECT_OR_TEAM) {
            return "INVALID_PARAMS";
        }
        if (key == Key.FOR_ANOTHER_TOOL || !role.atLeast(row.role())) {
            return "FORBIDDEN";
        }
        if (!named) {
            return row.outcome();
        }
        boolean reached = key == Key.VALID || target == Target.OWN && key == Key.FOR_THIS;
        return row.about() == About.NEW_PROJECT ? ofNew(reached) : ofExisting(reached, byDoor(row));
    }

    /** A model needs a person's yes where a script does not. */
    private String byDoor(Contract.Row row) {
        return door == Door.MCP && tool.equals("domain_delete") ? "CONFIRMATION_REQUIRED" : row.outcome();
    }

    private String ofNew(boolean reached) {
        return !reached ? "FORBIDDEN" : target == Target.FOREIGN ? "PROJECT_EXISTS" : "OK";
    }

    private String ofExisting(boolean reached, String outcome) {
        return reached && target == Target.OWN ? outcome : "PROJECT_NOT_FOUND";
    }

    /** Whether the key may know that the project exists which is {@code OWN}. */
    boolean knowsOwn() {
        return key == Key.VALID || key == Key.FOR_THIS || key == Key.FOR_ANOTHER_TOOL;
    }

    /** Another one for most cells of a tool. */
    int number() {
        return tool.hashCode() + (role.ordinal() * Target.values().length + target.ordinal()) * 2 + door.ordinal();
    }

    @Override
    public String toString() {
        return "%s by a %s, key %s, project %s, door %s".formatted(tool, role, key, target, door);
    }
}
