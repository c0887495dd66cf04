package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.registry.store.Damage;
import kr.codeb.registry.store.DocumentListener;
import kr.codeb.registry.store.Json;

/** What is known of each file, and whether that is still what the disk says: a shell script may have written. */
final class Documents {

    /** Milliseconds; the kernel's clock for stamps is coarse, so a younger stamp may miss a change after it. */
    private static final long SETTLED = 50;

    private static final Document ABSENT = Document.good(null, Optional.empty());
    private static final Optional<Stamp> DISTRUSTED = Optional.of(new Stamp("", -1, -1));

    private record Listing(Optional<Stamp> stamp, List<String> files, boolean settled) {}

    private final Path directory;
    private final Disk disk;
    private final Versions versions;
    private final Map<String, ObjectNode> beginnings;
    private final DocumentListener listener;
    private final Map<String, Document> known = new ConcurrentHashMap<>();
    private final Map<String, Listing> listings = new ConcurrentHashMap<>();
    private final Map<String, Listing> refreshed = new ConcurrentHashMap<>();

    Documents(
            Path directory,
            Disk disk,
            Versions versions,
            Map<String, ObjectNode> beginnings,
            DocumentListener listener) {
        this.directory = directory;
        this.disk = disk;
        this.versions = versions;
        this.beginnings = beginnings;
        this.listener = listener;
    }

    private Path path(String file) {
        return directory.resolve(file);
    }

    /** What is remembered, if the disk still says the same; for any thread. */
    Optional<Document> ifCurrent(String file) {
        Document document = known.get(file);
        Optional<Stamp> stamp = stamp(file);
        if (stamp.isEmpty() && !beginnings.containsKey(file)) {
            return Optional.of(ABSENT);
        }
        return Optional.ofNullable(document).filter(remembered -> stamp.equals(remembered.stamp()));
    }

    /** What is remembered, if anything that can be trusted is; for any thread. */
    Optional<Document> ifKnown(String file) {
        return Optional.ofNullable(known.get(file))
                .filter(document -> !document.stamp().equals(DISTRUSTED));
    }

    /** Reads the file if it is not known as it is; for the committing thread, under the lock. */
    Document current(String file) {
        Document remembered = known.get(file);
        if (remembered != null && remembered.stamp().equals(stamp(file))) {
            return remembered;
        }
        Document document = load(file, remembered);
        known.put(file, document);
        listener.loaded(file, document.root());
        return document;
    }

    boolean isKnown(String file) {
        return known.containsKey(file);
    }

    /**
     * Reads the documents of a folder that came, changed or went since it was last looked at; for the committing thread,
     * under the lock. A script that replaces or deletes a file alters the folder's stamp, as does each file that CodeB
     * itself replaces. One that writes into a file in place is noticed when that is read.
     */
    void refresh(String folder) {
        list(folder);
        Listing listing = listings.get(folder);
        if (refreshed.get(folder) != listing) {
            listing.files().forEach(this::current);
            Set<String> there = Set.copyOf(listing.files());
            known.keySet().stream()
                    .filter(file -> file.startsWith(folder + "/") && !there.contains(file))
                    .forEach(file -> {
                        current(file);
                        known.remove(file);
                    });
            refreshed.put(folder, listing);
        }
    }

    /** The documents of a folder. The folder is read again only when its own stamp tells that a name came or went. */
    List<String> list(String folder) {
        try {
            Optional<Stamp> stamp = disk.stamp(directory.resolve(folder));
            Listing listing = listings.get(folder);
            if (listing == null || !listing.settled() || !listing.stamp().equals(stamp)) {
                boolean settled = stamp.isPresent()
                        && System.currentTimeMillis() - stamp.get().modified() / 1_000_000 > SETTLED;
                listing = new Listing(stamp, read(folder), settled);
                listings.put(folder, listing);
            }
            return listing.files();
        } catch (IOException unreadable) {
            throw Damage.of(folder, Damage.reason(unreadable));
        }
    }

    private List<String> read(String folder) throws IOException {
        return disk.list(directory.resolve(folder)).stream()
                .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                .map(name -> folder + "/" + name)
                .toList();
    }

    ObjectNode beginning(String file) {
        return beginnings.get(file);
    }

    /** From now on this is what the file holds. */
    void publish(String file, ObjectNode root) {
        known.put(file, Document.good(root, stamp(file)));
    }

    /** What is remembered of the file is void; it is read again when it is needed. */
    void distrust(String file) {
        known.computeIfPresent(file, (name, document) -> new Document(null, DISTRUSTED, null, document.lastGood()));
    }

    void distrustAll() {
        known.keySet().forEach(this::distrust);
    }

    /** Files that were read and found damaged, with the sentence about each. */
    List<CodebException> damages() {
        var damages = new ArrayList<CodebException>();
        known.values().stream()
                .map(Document::damage)
                .filter(damage -> damage != null)
                .forEach(damages::add);
        return damages;
    }

    private Optional<Stamp> stamp(String file) {
        try {
            return disk.stamp(path(file));
        } catch (IOException unreadable) {
            throw Damage.of(file, Damage.reason(unreadable));
        }
    }

    private Document load(String file, Document before) {
        Optional<Stamp> stamp = stamp(file);
        if (stamp.isEmpty()) {
            return absent(file, before);
        }
        byte[] bytes;
        try {
            bytes = disk.read(path(file));
        } catch (IOException unreadable) {
            throw Damage.of(file, Damage.reason(unreadable));
        }
        try {
            return Document.good(Json.parse(bytes), stamp);
        } catch (IOException malformed) {
            return Document.damaged(stamp, Damage.of(file, Damage.reason(malformed)), before);
        }
    }

    /** A file of the registry's own that was there once does not begin anew: that would forget all it said. */
    private Document absent(String file, Document before) {
        boolean wasThere = before != null && before.lastGood() != null || versions.exist(file);
        if (beginnings.containsKey(file) && wasThere) {
            return Document.damaged(Optional.empty(), Damage.of(file, "it is gone"), before);
        }
        return Document.good(null, Optional.empty());
    }
}
