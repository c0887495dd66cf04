package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.registry.Names;
import kr.codeb.registry.TestRegistry;
import kr.codeb.registry.TestRegistry.TestConfig;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.Json;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.registry.file.TimedSyncDisk;

/**
 * What the registry's file store costs on this machine's disk. Run it by
 * {@code java -cp 'target/classes:target/test-classes:target/quarkus-app/lib/main/*:target/quarkus-app/lib/boot/*'
 * kr.codeb.registry.ssot.RegistryBench [directory]} after {@code ./mvnw package}.
 */
final class RegistryBench {

    private static final int[] PROJECTS = {10, 1_000, 10_000};
    private static final int[] WRITERS = {1, 8, 32};
    private static final long ROUND_MILLIS = 3_000;
    private static final PortRange WIDE = new PortRange(2_000, 58_999);
    private static final PortRange REST = new PortRange(59_000, 59_999);

    private RegistryBench() {}

    public static void main(String[] arguments) throws Exception {
        Path parent = arguments.length > 0 ? Path.of(arguments[0]) : Path.of(System.getProperty("java.io.tmpdir"));
        System.out.printf(
                "%-28s %8s %8s %12s %10s %10s%n", "what", "projects", "writers", "per second", "p50 ms", "p95 ms");
        for (int projects : PROJECTS) {
            Path root = Files.createTempDirectory(parent, "registry-bench");
            try {
                fill(root.resolve("registry"), projects);
                measure(root, projects);
            } finally {
                delete(root);
            }
        }
    }

    private static void measure(Path root, int projects) throws Exception {
        try (var registry = new TestRegistry(new TestConfig(root).withProduction(WIDE, REST), disk())) {
            var ports = new PortStore(
                    registry.store,
                    registry.takenPorts,
                    new HostPorts(),
                    registry.holds,
                    registry.makings,
                    registry.config);
            registry.store.readAll(Names.SLOTS);
            for (int writers : WRITERS) {
                report(
                        "change a project's entry",
                        projects,
                        writers,
                        number -> registry.store.change(edit -> {
                            String name = "project" + number % projects;
                            ObjectNode entry = edit.read(Names.SSOT)
                                    .orElseThrow()
                                    .get("projects")
                                    .get(name)
                                    .deepCopy();
                            edit.put(Names.SSOT, entry.put("count", number), "projects", name);
                            return null;
                        }));
            }
            for (int writers : WRITERS) {
                report("change a slot file", projects, writers, number -> {
                    String file = Names.slotFile("project" + number % projects, Environment.PRODUCTION);
                    registry.store.change(edit -> {
                        edit.put(file, edit.read(file).orElseThrow().deepCopy().put("count", number));
                        return null;
                    });
                });
            }
            for (int writers : WRITERS) {
                List<Hold> holds = holds(registry, writers, projects);
                report(
                        "allocate a pair of ports",
                        projects,
                        writers,
                        holds.size(),
                        number -> ports.ensure(
                                "new" + writers + "x" + number, Environment.PRODUCTION, Set.of(), holds.get(number)));
            }
            for (int writers : WRITERS) {
                report("read the SSOT", projects, writers, number -> registry.store.read(Names.SSOT));
            }
        }
    }

    /** With {@code -Dsync.millis=1} each sync takes that time and does nothing: for a directory in memory. */
    private static Disk disk() {
        Integer millis = Integer.getInteger("sync.millis");
        return millis == null ? new RealDisk() : new TimedSyncDisk(new RealDisk(), millis);
    }

    private static List<Hold> holds(TestRegistry registry, int writers, int projects) throws Exception {
        int count = writers * 60;
        Hold[] holds = new Hold[count];
        try (var pool = Executors.newFixedThreadPool(32)) {
            List<Future<?>> all = new ArrayList<>();
            for (int at = 0; at < count; at++) {
                int number = at;
                all.add(pool.submit(
                        () -> holds[number] = registry.hold(OperationKind.INIT, "new" + writers + "x" + number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return Arrays.asList(holds);
    }

    private static void report(String what, int projects, int writers, IntConsumer work) throws Exception {
        run(writers, Integer.MAX_VALUE, ROUND_MILLIS / 3, work);
        report(what, projects, writers, Integer.MAX_VALUE, work);
    }

    private static void report(String what, int projects, int writers, int most, IntConsumer work) throws Exception {
        long start = System.nanoTime();
        long[] nanos = run(writers, most, ROUND_MILLIS, work);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                "%-28s %8d %8d %12.0f %10.2f %10.2f%n",
                what,
                projects,
                writers,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 95 / 100] / 1e6);
    }

    /** Nanoseconds of each call. */
    private static long[] run(int writers, int most, long millis, IntConsumer work) throws Exception {
        var next = new AtomicInteger();
        long end = System.nanoTime() + millis * 1_000_000;
        List<Future<List<Long>>> all = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                all.add(pool.submit(() -> {
                    List<Long> nanos = new ArrayList<>();
                    for (int number; System.nanoTime() < end && (number = next.getAndIncrement()) < most; ) {
                        long before = System.nanoTime();
                        work.accept(number);
                        nanos.add(System.nanoTime() - before);
                    }
                    return nanos;
                }));
            }
        }
        List<Long> nanos = new ArrayList<>();
        for (Future<List<Long>> one : all) {
            nanos.addAll(one.get());
        }
        return nanos.stream().mapToLong(Long::longValue).toArray();
    }

    private static void fill(Path registry, int projects) throws IOException {
        Files.createDirectories(registry.resolve("slots"));
        ObjectNode ssot = Json.object().put("version", "7.0");
        ObjectNode entries = ssot.putObject("projects");
        ObjectNode allocated = ssot.putObject("ports").putObject("allocated");
        for (int number = 0; number < projects; number++) {
            String name = "project" + number;
            int blue = WIDE.first() + 2 * number;
            ObjectNode entry = entries.putObject(name).put("teamId", "team_a").put("type", "nextjs");
            entry.putObject("ports").put("blue", blue).put("green", blue + 1);
            entry.putObject("database").put("name", name + "_db").put("user", name + "_user");
            entry.put("domain", name + ".codeb.kr")
                    .put("createdAt", "2026-01-14T10:00:00Z")
                    .put("createdBy", "key_xyz789");
            allocated.putObject("" + blue).put("project", name).put("slot", "blue");
            allocated.putObject("" + (blue + 1)).put("project", name).put("slot", "green");
            ObjectNode slots = Json.object()
                    .put("projectName", name)
                    .put("teamId", "team_a")
                    .put("environment", "production");
            slots.put("activeSlot", "blue");
            slots.putObject("blue").put("name", "blue").put("state", "empty").put("port", blue);
            slots.putObject("green").put("name", "green").put("state", "empty").put("port", blue + 1);
            Files.write(registry.resolve(Names.slotFile(name, Environment.PRODUCTION)), Json.bytes(slots));
        }
        Files.write(registry.resolve(Names.SSOT), Json.bytes(ssot));
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
