package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.registry.store.Json;

/** Brings the newest good version of a damaged file back. What is damaged is kept aside: it may be worth reading. */
final class Restoration {

    private final Path directory;
    private final Disk disk;
    private final Documents documents;
    private final Versions versions;

    Restoration(Path directory, Disk disk, Documents documents, Versions versions) {
        this.directory = directory;
        this.disk = disk;
        this.documents = documents;
        this.versions = versions;
    }

    private record Source(String name, List<byte[]> content) {}

    RestoredFile restore(String file) throws IOException {
        Document document = documents.current(file);
        if (document.damage() == null) {
            throw new CodebException(
                    ErrorCode.INVALID_REQUEST, "%s is not damaged. Nothing was changed.".formatted(file));
        }
        Source source = newestGood(file, document);
        Path path = directory.resolve(file);
        Path temporary = path.resolveSibling("." + path.getFileName() + ".restored");
        disk.writeDurably(temporary, source.content());
        String aside = setAside(path, document);
        disk.rename(temporary, path);
        disk.syncDirectory(path.getParent());
        documents.distrust(file);
        documents.current(file);
        return new RestoredFile(file, source.name(), aside);
    }

    private String setAside(Path path, Document document) throws IOException {
        if (document.stamp().isEmpty()) {
            return null;
        }
        Path aside = path.resolveSibling(path.getFileName() + ".damaged-" + System.currentTimeMillis());
        disk.link(path, aside);
        return aside.getFileName().toString();
    }

    private Source newestGood(String file, Document document) throws IOException {
        ObjectNode remembered = document.lastGood();
        if (remembered != null) {
            return new Source("memory", new DocumentText().of(remembered));
        }
        for (Path version : versions.newestFirst(file)) {
            byte[] bytes = disk.read(version);
            try {
                Json.parse(bytes);
                return new Source(version.getFileName().toString(), List.of(bytes));
            } catch (IOException damagedToo) {
                continue;
            }
        }
        throw new CodebException(
                ErrorCode.BACKUP_NOT_FOUND,
                "No good version of %s is kept. Repair the file by hand; the registry reads it again by itself."
                        .formatted(file));
    }
}
