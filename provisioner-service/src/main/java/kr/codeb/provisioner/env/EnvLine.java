package kr.codeb.provisioner.env;

/** One line of an env file, or several when a quoted value spans them; kept as it was written. */
sealed interface EnvLine {

    /** Its text, without the line break at its end. */
    String raw();

    /** A comment or an empty line. */
    record Text(String raw) implements EnvLine {}

    /**
     * @param number line on which it begins, from 1
     * @param exported whether {@code export} is written before the name
     * @param comment what follows the value, from {@code #} on; empty when there is none
     */
    record Assignment(int number, String raw, boolean exported, String name, String value, String comment)
            implements EnvLine {

        /** Whether an unquoted value ends right at a {@code #}, which may have been meant to belong to it. */
        boolean endsAtComment() {
            int end = raw.length() - comment.length();
            if (comment.isEmpty() || DotenvReader.isBlank(raw.charAt(end - 1))) {
                return false;
            }
            char last = raw.charAt(end - 1);
            boolean closed = DotenvReader.isQuote(last) && raw.indexOf(last) < end - 1;
            return !closed;
        }

        @Override
        public String toString() {
            return "Assignment[" + number + ", " + name + "=[REDACTED]]";
        }
    }
}
