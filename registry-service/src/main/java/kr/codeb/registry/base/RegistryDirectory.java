package kr.codeb.registry.base;

import java.nio.file.Path;

/** {@code {root}/registry}, checked and there. */
public record RegistryDirectory(Path path) {

    public Path resolve(String name) {
        return path.resolve(name);
    }
}
