package kr.codeb.operations.ssh;

/**
 * How a command ended.
 *
 * @param exit exit status; 124 or 137 when it was ended for running too long
 */
public record CommandResult(int exit, String out, String err) {

    public boolean ok() {
        return exit == 0;
    }

    /** What it said last, for a sentence to a user: standard error, or standard output if that is empty. */
    public String complaint() {
        String said = (err.isBlank() ? out : err).strip();
        return said.length() <= 600 ? said : "… " + said.substring(said.length() - 600);
    }
}
