package kr.codeb.registry.ssot;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The TCP ports that something on this host listens on, at any address. */
@Singleton
public class HostPorts {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String LISTEN = " 0A ";
    private static final long FRESH_NANOS = 100_000_000;

    private record Seen(long at, Set<Integer> ports) {}

    private volatile Seen seen = new Seen(System.nanoTime() - FRESH_NANOS, Set.of());

    /** As of at most 100 ms ago. */
    Set<Integer> listening() {
        Seen last = seen;
        return isFresh(last) ? last.ports() : readAgain().ports();
    }

    /** The kernel takes milliseconds for it, more with many connections; those who come meanwhile share what one reads. */
    private synchronized Seen readAgain() {
        if (!isFresh(seen)) {
            seen = new Seen(System.nanoTime(), read());
        }
        return seen;
    }

    private static boolean isFresh(Seen last) {
        return System.nanoTime() - last.at() < FRESH_NANOS;
    }

    private static Set<Integer> read() {
        var ports = new HashSet<Integer>();
        for (Path table : TABLES) {
            try {
                Files.readAllLines(table).stream()
                        .filter(line -> line.contains(LISTEN))
                        .forEach(line -> add(line, ports));
            } catch (IOException notThisKernel) {
                continue;
            }
        }
        return ports;
    }

    /** {@code 0: 0100007F:1F90 00000000:0000 0A …} */
    private static void add(String line, Set<Integer> ports) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > 3 && columns[3].equals(LISTEN.strip())) {
            ports.add(Integer.parseInt(columns[1].substring(columns[1].lastIndexOf(':') + 1), 16));
        }
    }
}
