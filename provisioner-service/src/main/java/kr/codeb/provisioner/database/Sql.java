package kr.codeb.provisioner.database;

/** Quotes for SQL: the one place that does. */
final class Sql {

    private static final int LONGEST_NAME = 63;

    private Sql() {}

    /** @throws IllegalArgumentException if PostgreSQL would cut the name, or cannot hold it */
    static String name(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL cannot hold this name: " + name);
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL cannot hold NUL");
        }
        return (text.indexOf('\\') >= 0 ? " E'" : "'")
                + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
