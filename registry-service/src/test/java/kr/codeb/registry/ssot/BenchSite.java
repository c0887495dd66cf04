package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.TestRegistry.TestConfig;
import kr.codeb.registry.base.FileNames;
import kr.codeb.registry.file.Disk;

/** A registry with so many projects, the changes that are measured on it, and their floors on the same disk. */
final class BenchSite implements AutoCloseable {

    static final List<String> KINDS = List.of("ssot", "slot", "ports");

    private static final Ending DONE = Ending.succeeded(List.of(), null);

    private final int projects;
    private final Path root;
    private final TestRegistry registry;
    private final PortStore ports;
    private final BenchFloor floor;
    private int round;

    BenchSite(Path directory, int projects, Disk disk) throws Exception {
        this.projects = projects;
        root = Files.createTempDirectory(directory, "registry-bench");
        BenchFiles.fill(root.resolve("registry"), projects);
        registry = new TestRegistry(new TestConfig(root).withProduction(BenchFiles.WIDE, BenchFiles.REST), disk);
        ports = new PortStore(
                registry.store,
                registry.takenPorts,
                new HostPorts(),
                registry.holds,
                registry.madeNotes,
                registry.config);
        registry.store.readAll(FileNames.SLOTS);
        Path slot = root.resolve("registry").resolve(slotFile(0));
        Path ssot = root.resolve("registry").resolve(FileNames.SSOT);
        floor = new BenchFloor(disk, root.resolve("floor"), (int) Files.size(slot), Files.size(ssot));
    }

    int projects() {
        return projects;
    }

    Measure.Floor floor(String kind) {
        return switch (kind) {
            case "ssot" -> floor::ssot;
            case "slot" -> floor::slots;
            default -> floor::ports;
        };
    }

    Measure.Work work(String kind, int writers) {
        return switch (kind) {
            case "ssot" -> Measure.Work.endless(this::changeEntry);
            case "slot" -> Measure.Work.endless(this::changeSlot);
            default -> allocation(writers);
        };
    }

    private void changeEntry(int number) {
        String name = "project" + number % projects;
        registry.store.change(transaction -> {
            ObjectNode ssot = transaction.read(FileNames.SSOT).orElseThrow();
            ObjectNode entry = (ObjectNode) ssot.path("projects").path(name).deepCopy();
            transaction.put(FileNames.SSOT, entry.put("count", number), "projects", name);
            return null;
        });
    }

    private void changeSlot(int number) {
        String file = slotFile(number);
        registry.store.change(transaction -> {
            transaction.put(
                    file, transaction.read(file).orElseThrow().deepCopy().put("count", number));
            return null;
        });
    }

    private String slotFile(int number) {
        return FileNames.slotFile("project" + number % projects, Environment.PRODUCTION);
    }

    /** As init does it, with a hold of its own for each new project; the holds are taken before the clock starts. */
    private Measure.Work allocation(int writers) {
        String prefix = "new" + round++ + "x";
        Hold[] holds = new Hold[60 + 30 * writers];
        inParallel(holds.length, number -> holds[number] = registry.hold(OperationKind.INIT, prefix + number));
        return new Measure.Work(
                holds.length,
                number -> ports.ensure(prefix + number, Environment.PRODUCTION, Set.of(), holds[number]),
                () -> inParallel(holds.length, number -> registry.holds.end(holds[number], DONE)));
    }

    private static void inParallel(int count, IntConsumer work) {
        try (var pool = Executors.newFixedThreadPool(32)) {
            for (int number = 0; number < count; number++) {
                int one = number;
                pool.submit(() -> work.accept(one));
            }
        }
    }

    @Override
    public void close() throws Exception {
        registry.close();
        floor.close();
        BenchFiles.delete(root);
    }
}
