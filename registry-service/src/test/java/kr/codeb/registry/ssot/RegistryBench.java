package kr.codeb.registry.ssot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.registry.file.Disk;
import kr.codeb.registry.file.RealDisk;
import kr.codeb.registry.file.TimedSyncDisk;

/**
 * What the registry's changes cost in a directory: {@code RegistryBench DIRECTORY [MILLISECONDS]}. With milliseconds each
 * sync takes that time and does nothing, for a directory in memory. {@code deploy/bench registry} makes a table of what
 * this prints: {@code WHAT PROJECTS WRITERS PER-SECOND FLOOR-PER-SECOND}, and {@code sync MEDIAN P95}.
 */
final class RegistryBench {

    private static final int[] PROJECTS = {10, 1_000, 10_000};
    private static final int[] WRITERS = {1, 8, 32};
    private static final int ROUNDS = 5;

    private RegistryBench() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Disk disk = arguments.length < 2
                ? new RealDisk()
                : new TimedSyncDisk(new RealDisk(), Integer.parseInt(arguments[1]));
        var sites = new ArrayList<BenchSite>();
        try (var syncs = new BenchSyncs(directory, disk)) {
            for (int projects : PROJECTS) {
                sites.add(new BenchSite(directory, projects, disk));
            }
            List<Measure> measures = measures(sites);
            // In turn, so that all see the same machine; the first round is for the compiler.
            for (int round = 0; round <= ROUNDS; round++) {
                syncs.measure();
                for (Measure measure : measures) {
                    measure.run(round > 0);
                }
            }
            measures.forEach(measure -> System.out.println(measure.line()));
            System.out.println(syncs.line());
        } finally {
            for (BenchSite site : sites) {
                site.close();
            }
        }
    }

    private static List<Measure> measures(List<BenchSite> sites) {
        var measures = new ArrayList<Measure>();
        for (String what : BenchSite.KINDS) {
            for (BenchSite site : sites) {
                for (int writers : WRITERS) {
                    measures.add(new Measure(what, site, writers));
                }
            }
        }
        return measures;
    }
}
