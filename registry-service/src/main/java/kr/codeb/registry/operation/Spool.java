package kr.codeb.registry.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationState;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.Stamp;
import kr.codeb.registry.store.Json;
import org.jboss.logging.Logger;

/**
 * What {@code codeb-slot} wrote down of its operations, perhaps while the registry was down: a file for each, in the form of the
 * journal, which takes them in.
 */
final class Spool {

    static final String FOLDER = "operations.d";

    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final Pattern NAME = Pattern.compile("(op_[0-9a-z]{26})\\.json");
    private static final long LARGEST = 1024 * 1024;
    /** So many are looked at in one go; the others come next time. */
    private static final int MOST = 1000;

    private final Path folder;
    private final Disk disk;

    Spool(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Shows what is there, oldest first.
     *
     * @param done whether the journal knows all that there will ever be to know of it: then its file goes
     */
    synchronized void drain(Predicate<Operation> done) {
        try {
            List<String> files = disk.list(folder);
            files.stream()
                    .filter(file -> NAME.matcher(file).matches())
                    .limit(MOST)
                    .forEach(file -> drain(file, done));
        } catch (IOException unreadable) {
            LOG.warnf("what codeb-slot wrote down in %s cannot be read: %s", folder, unreadable.getMessage());
        }
    }

    private void drain(String file, Predicate<Operation> done) {
        try {
            if (done.test(read(file))) {
                disk.delete(folder.resolve(file));
            }
        } catch (IOException strange) {
            setAside(file, strange);
        }
    }

    private Operation read(String file) throws IOException {
        Path path = folder.resolve(file);
        if (disk.stamp(path).map(Stamp::size).orElse(0L) > LARGEST) {
            throw new IOException("it is larger than %d bytes".formatted(LARGEST));
        }
        Operation told = Json.read(disk.read(path), Operation.class);
        require(file.equals(told.id() + ".json"), "its id is another one");
        require(
                told.kind() != null && told.environment() != null && told.by() != null,
                "it lacks what every operation has");
        require(told.byScript() && told.fence() == 0, "it is none of codeb-slot's");
        require(told.state() != null && told.state() != OperationState.PENDING, "it has no state");
        require(told.createdAt() != null && told.startedAt() != null, "it has no beginning");
        require(told.createdAt().isBefore(Instant.now().plusSeconds(86_400)), "it lies in the future");
        require(!told.state().ended() || told.endedAt() != null, "it has no end");
        checkProject(told.project());
        return told;
    }

    private static void checkProject(String name) throws IOException {
        try {
            FileNames.project(name);
        } catch (CodebException odd) {
            throw new IOException(odd.getMessage(), odd);
        }
    }

    private static void require(boolean fine, String otherwise) throws IOException {
        if (!fine) {
            throw new IOException(otherwise);
        }
    }

    /** It is kept for a person to look at, and not looked at again. */
    private void setAside(String file, IOException why) {
        LOG.errorf("%s/%s is no operation and is set aside: %s", FOLDER, file, why.getMessage());
        try {
            disk.rename(folder.resolve(file), folder.resolve(file + ".damaged"));
        } catch (IOException stays) {
            LOG.warnf("%s/%s: %s", FOLDER, file, stays.getMessage());
        }
    }
}
