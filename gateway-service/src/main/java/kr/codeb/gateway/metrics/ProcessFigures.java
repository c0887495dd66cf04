package kr.codeb.gateway.metrics;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** This process and its Java machine, under the names that Prometheus' own libraries give these figures. */
final class ProcessFigures {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessFigures() {}

    static void print(Exposition page) {
        ProcessHandle.Info process = ProcessHandle.current().info();
        page.family("process_cpu_seconds_total", "counter", "Processor time used.")
                .sample(
                        "process_cpu_seconds_total",
                        process.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0);
        page.family("process_start_time_seconds", "gauge", "When it started, in seconds since 1970.")
                .sample(
                        "process_start_time_seconds",
                        process.startInstant().orElse(Instant.EPOCH).toEpochMilli() / 1000.0);
        page.family("process_resident_memory_bytes", "gauge", "Memory that is really there.")
                .sample("process_resident_memory_bytes", resident());
        Runtime machine = Runtime.getRuntime();
        page.family("jvm_memory_used_bytes", "gauge", "Used part of the heap.")
                .sample("jvm_memory_used_bytes", machine.totalMemory() - machine.freeMemory(), "area", "heap");
        page.family("jvm_memory_committed_bytes", "gauge", "Size of the heap just now.")
                .sample("jvm_memory_committed_bytes", machine.totalMemory(), "area", "heap");
        page.family("jvm_memory_max_bytes", "gauge", "Largest size of the heap.")
                .sample("jvm_memory_max_bytes", machine.maxMemory(), "area", "heap");
        page.family("jvm_threads_current", "gauge", "Threads of the operating system.")
                .sample(
                        "jvm_threads_current",
                        ManagementFactory.getThreadMXBean().getThreadCount());
        page.family("jvm_gc_collection_seconds", "summary", "Collections of garbage, and the time that they took.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            page.sample("jvm_gc_collection_seconds_count", collector.getCollectionCount(), "gc", collector.getName())
                    .sample(
                            "jvm_gc_collection_seconds_sum",
                            collector.getCollectionTime() / 1000.0,
                            "gc",
                            collector.getName());
        }
    }

    /** Linux tells it; elsewhere it is 0. */
    private static long resident() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
