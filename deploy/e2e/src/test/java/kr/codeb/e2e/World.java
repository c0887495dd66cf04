package kr.codeb.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that is there, outside of the registry's own bookkeeping: to be compared with what is there later. */
record World(Map<String, List<String>> things) {

    static World now() {
        Map<String, List<String>> things = new TreeMap<>();
        things.put("containers", docker("ps", "-a", "--format", "{{.Names}}"));
        things.put("volumes", docker("volume", "ls", "-q"));
        things.put("networks", docker("network", "ls", "--format", "{{.Name}}"));
        things.put(
                "databases",
                Storage.admin("SELECT datname FROM pg_database").lines().toList());
        things.put(
                "roles",
                Storage.admin("SELECT rolname, rolsuper FROM pg_roles").lines().toList());
        things.put("redis users", redis("ACL", "USERS"));
        things.put("redis settings", redis("CONFIG", "GET", "dir"));
        things.put(
                "DNS",
                Shell.run(
                                "pdnsutil",
                                "--config-dir=" + Sandbox.logs().resolveSibling("pdns"),
                                "list-zone",
                                Sandbox.baseDomain())
                        .ok()
                        .lines());
        things.put(
                "files",
                Stream.of(Sandbox.root(), Sandbox.sites())
                        .flatMap(World::below)
                        .filter(file -> !file.startsWith(Sandbox.registry().toString()))
                        .toList());
        things.put(
                "files in /tmp",
                Text.list(Path.of("/tmp")).stream()
                        .map(Path::toString)
                        .filter(file -> file.contains("codeb-hostile"))
                        .toList());
        return new World(things);
    }

    /** What is there now and was not before, or is no longer there, and does not carry this name. */
    List<String> changedOutside(String name, World later) {
        return things.keySet().stream()
                .flatMap(kind -> {
                    TreeSet<String> before = new TreeSet<>(things.get(kind));
                    TreeSet<String> after = new TreeSet<>(later.things.get(kind));
                    Stream<String> came = after.stream()
                            .filter(thing -> !before.contains(thing))
                            .map("new: "::concat);
                    Stream<String> went = before.stream()
                            .filter(thing -> !after.contains(thing))
                            .map("gone: "::concat);
                    return Stream.concat(came, went)
                            .filter(thing -> !thing.contains(name) && !thing.contains(name.replace('-', '_')))
                            .filter(thing -> !thing.contains("SOA"))
                            .map(thing -> kind + ", " + thing);
                })
                .toList();
    }

    private static List<String> docker(String... words) {
        return Shell.run(Stream.concat(Stream.of("docker"), Stream.of(words)).toArray(String[]::new))
                .ok()
                .lines();
    }

    private static List<String> redis(String... words) {
        return Storage.redis(Sandbox.need("CODEB_REDIS_ADMIN_URL"), words).ok().lines();
    }

    private static Stream<String> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
