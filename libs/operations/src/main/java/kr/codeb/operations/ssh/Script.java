package kr.codeb.operations.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A shell program that lives in a resource file of its own beside the class that runs it, so that shellcheck reads it. It
 * ends with 0, with 1 and a complaint on standard error, or with a number of {@link Exit}.
 *
 * @param name the file's name, which failures and the shell's own complaints show
 * @param text what the shell is given
 */
public record Script(String name, String text) {

    /**
     * Loads {@code file} from the resources of {@code owner}'s package; to be kept in a constant.
     *
     * @throws IllegalArgumentException when there is no such file
     */
    public static Script of(Class<?> owner, String file) {
        try (InputStream resource = owner.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalArgumentException("there is no script " + file + " beside " + owner.getName());
            }
            return new Script(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("the script " + file + " beside " + owner.getName(), broken);
        }
    }

    /** One program of both, for functions that several scripts share; the name is the second one's. */
    public Script then(Script next) {
        return new Script(next.name, text + "\n" + next.text);
    }

    @Override
    public String toString() {
        return name;
    }
}
