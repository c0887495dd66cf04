package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.store.DocumentListener;

/**
 * The ports that the registry's files name: the SSOT's allocations, the projects' entries, the slot files. Kept up to
 * date change by change, so that finding a free pair does not read ten thousand files.
 */
@Singleton
public class TakenPorts implements DocumentListener {

    private static final int PORTS = 65536;
    private static final String SLOT_FOLDER = FileNames.SLOTS + "/";

    private int[] ssot = new int[PORTS];
    private final int[] slots = new int[PORTS];
    private final Map<String, JsonNode> slotFiles = new HashMap<>();
    private volatile AllocatedPorts allocated = new AllocatedPorts();

    /** For the thread that changes documents. */
    boolean contains(int port) {
        return ssot[port] > 0 || slots[port] > 0;
    }

    /** For any thread that has just read the SSOT. */
    AllocatedPorts allocated() {
        return allocated;
    }

    @Override
    public void loaded(String file, ObjectNode root) {
        if (file.equals(FileNames.SSOT)) {
            ssot = new int[PORTS];
            JsonNode ports = root == null
                    ? MissingNode.getInstance()
                    : root.path("ports").path("allocated");
            ports.fieldNames().forEachRemaining(name -> port(name).ifPresent(port -> ssot[port]++));
            (root == null ? MissingNode.getInstance() : root.path("projects")).forEach(entry -> entry(entry, 1));
            allocated = new AllocatedPorts(ports);
        } else if (file.startsWith(SLOT_FOLDER)) {
            slotFile(file, root);
        }
    }

    @Override
    public void changed(String file, List<String> path, JsonNode before, JsonNode after) {
        if (file.startsWith(SLOT_FOLDER)) {
            slotFile(file, after);
        } else if (file.equals(FileNames.SSOT)) {
            switch (path.getFirst()) {
                case "ports" -> allocation(path.getLast(), before, after);
                case "projects" -> {
                    entry(before, -1);
                    entry(after, 1);
                }
                default -> throw new IllegalStateException("ssot.json changes by project and by port");
            }
        }
    }

    private void allocation(String name, JsonNode before, JsonNode after) {
        int port = Integer.parseInt(name);
        ssot[port] += (after == null ? 0 : 1) - (before == null ? 0 : 1);
        allocated.remove(before);
        allocated.put(port, after);
    }

    private void entry(JsonNode entry, int step) {
        if (entry != null) {
            both(entry.path("ports").path("blue"), entry.path("ports").path("green"), ssot, step);
            JsonNode staging = entry.path(Ssot.STAGING).path("ports");
            both(staging.path("blue"), staging.path("green"), ssot, step);
        }
    }

    private void slotFile(String file, JsonNode now) {
        JsonNode before = now == null ? slotFiles.remove(file) : slotFiles.put(file, now);
        slot(before, -1);
        slot(now, 1);
    }

    private void slot(JsonNode file, int step) {
        if (file != null) {
            both(file.path("blue").path("port"), file.path("green").path("port"), slots, step);
        }
    }

    private static void both(JsonNode blue, JsonNode green, int[] counts, int step) {
        for (JsonNode node : new JsonNode[] {blue, green}) {
            port(node.asText()).ifPresent(port -> counts[port] += step);
        }
    }

    /** Empty for what is no port: an adopted file may hold anything. */
    static OptionalInt port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port < PORTS ? OptionalInt.of(port) : OptionalInt.empty();
        } catch (NumberFormatException odd) {
            return OptionalInt.empty();
        }
    }
}
