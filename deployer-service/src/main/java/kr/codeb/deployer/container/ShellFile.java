package kr.codeb.deployer.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A shell program that is a resource beside the class that runs it. */
public final class ShellFile {

    private ShellFile() {}

    /** @throws IllegalStateException when there is none of this name */
    public static String of(Class<?> beside, String name) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("%s is missing beside %s".formatted(name, beside.getName()));
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
