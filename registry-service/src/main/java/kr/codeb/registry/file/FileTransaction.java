package kr.codeb.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kr.codeb.registry.store.Transaction;

/** A transaction on files: collects what is to be put where, and which files the answer depends on. */
final class FileTransaction implements Transaction {

    record Patch(String file, List<String> path, JsonNode value) {}

    private final CommitBatch batch;
    private final List<Patch> patches = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();

    FileTransaction(CommitBatch batch) {
        this.batch = batch;
    }

    @Override
    public Optional<ObjectNode> read(String file) {
        touched.add(file);
        return Optional.ofNullable(batch.read(file));
    }

    @Override
    public void readAll(String folder) {
        batch.readAll(folder);
    }

    @Override
    public void put(String file, JsonNode value, String... path) {
        batch.checkPath(file, List.of(path));
        patches.add(new Patch(file, List.of(path), value));
        touched.add(file);
    }

    List<Patch> patches() {
        return patches;
    }

    Set<String> touched() {
        return touched;
    }
}
