package kr.codeb.registry.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.scan.RestoredFile;

/**
 * Where the registry keeps its JSON documents, each under a name such as {@code ssot.json}. Files today
 * ({@code kr.codeb.registry.file}); nothing outside of the implementation knows.
 */
public interface DocumentStore extends AutoCloseable {

    /**
     * The document as it is now; not to be changed in place.
     *
     * @return empty when there is no such document and it has no beginning
     * @throws CodebException REGISTRY_CORRUPT
     */
    Optional<ObjectNode> read(String name);

    /** As {@link #read}, but perhaps as it was a moment ago: a change by somebody else since then may be missed. */
    Optional<ObjectNode> peek(String name);

    /** All usable documents of a folder by name; a damaged one is reported in the log and left out. */
    Map<String, ObjectNode> readAll(String folder);

    /**
     * Makes a change, and returns when it would survive a power cut.
     *
     * @throws CodebException what {@code body} threw, then nothing was changed; REGISTRY_CORRUPT, then nothing was
     *     changed; SERVICE_UNAVAILABLE when it could not be written: the sentence says whether that is known to have
     *     changed nothing
     */
    <T> T change(TransactionBody<T> body);

    /** Puts the newest good version of a damaged document in its place. */
    RestoredFile restore(String name);

    /** The damaged documents among those that were needed so far, with the sentence about each. */
    List<CodebException> damages();

    @Override
    void close();
}
