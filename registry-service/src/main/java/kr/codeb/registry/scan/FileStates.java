package kr.codeb.registry.scan;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.RegistryFile;
import kr.codeb.contracts.scan.RegistryFile.State;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.base.RegistryDirectory;
import kr.codeb.registry.slot.SlotResource;
import kr.codeb.registry.store.DocumentStore;

/** Reads each file as a call that needs it would, and tells how that went. */
@Singleton
class FileStates {

    private static final List<String> COMMON = List.of(FileNames.SSOT, FileNames.REDIS, FileNames.KEYS);
    private static final Pattern SLOT_FILE =
            Pattern.compile(FileNames.SLOTS + "/([A-Za-z0-9][A-Za-z0-9._-]*)-(production|staging)\\.json");

    private final Path directory;
    private final DocumentStore store;
    private final SlotResource slots;

    FileStates(RegistryDirectory directory, DocumentStore store, SlotResource slots) {
        this.directory = directory.path();
        this.store = store;
        this.slots = slots;
    }

    List<RegistryFile> all() {
        return Stream.concat(COMMON.stream(), slotFiles().stream())
                .map(this::of)
                .toList();
    }

    /** @throws CodebException INVALID_PARAMS for a name that no file of the registry's can have */
    RegistryFile of(String file) {
        Matcher slotFile = SLOT_FILE.matcher(file);
        if (COMMON.contains(file)) {
            return read(file, () -> store.read(file).isPresent());
        }
        if (slotFile.matches()) {
            Environment environment = Environment.of(slotFile.group(2));
            return read(file, () -> slots.read(slotFile.group(1), environment) != null);
        }
        throw new CodebException(
                ErrorCode.INVALID_PARAMS,
                "Name one of the registry's files: ssot.json, redis-db.json, keys.json or slots/….json.");
    }

    private RegistryFile read(String file, Supplier<Boolean> there) {
        try {
            return there.get() ? new RegistryFile(file, State.OK, null) : missing(file);
        } catch (CodebException failure) {
            return switch (failure.code()) {
                case REGISTRY_CORRUPT ->
                    Files.exists(directory.resolve(file))
                            ? new RegistryFile(file, State.DAMAGED, failure.getMessage())
                            : missing(file);
                case PROJECT_NOT_FOUND -> missing(file);
                default -> throw failure;
            };
        }
    }

    private static RegistryFile missing(String file) {
        return new RegistryFile(file, State.MISSING, "The registry file %s is gone.".formatted(file));
    }

    private List<String> slotFiles() {
        Path folder = directory.resolve(FileNames.SLOTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> FileNames.SLOTS + "/" + entry.getFileName())
                    .filter(file -> SLOT_FILE.matcher(file).matches())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
