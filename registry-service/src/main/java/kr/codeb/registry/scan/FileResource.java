package kr.codeb.registry.scan;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.regex.Pattern;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.hold.Holds;
import kr.codeb.registry.operation.OperationJournal;
import kr.codeb.registry.store.DocumentStore;

/** The documented way back from a damaged file. */
@Path("/files")
@RunOnVirtualThread
public class FileResource {

    private static final Set<String> FILES = Set.of(FileNames.SSOT, FileNames.REDIS, FileNames.KEYS);
    private static final Pattern SLOT_FILE = Pattern.compile("slots/[A-Za-z0-9][A-Za-z0-9._-]*\\.json");

    private static final String JOURNAL = "operations.jsonl";

    private final DocumentStore store;
    private final OperationJournal operations;
    private final Holds holds;

    FileResource(DocumentStore store, OperationJournal operations, Holds holds) {
        this.store = store;
        this.operations = operations;
        this.holds = holds;
    }

    /** @param file as the error sentence names it, {@code ssot.json} */
    public record RestoreRequest(String file) {}

    @POST
    @Path("/restore")
    public RestoredFile restore(RestoreRequest asked) {
        String file = asked.file();
        if (JOURNAL.equals(file)) {
            RestoredFile restored = operations.restore();
            holds.restore();
            return restored;
        }
        if (file == null || !FILES.contains(file) && !SLOT_FILE.matcher(file).matches()) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS,
                    "Name one of the registry's files: ssot.json, redis-db.json, keys.json, operations.jsonl or"
                            + " slots/….json.");
        }
        return store.restore(file);
    }
}
