package kr.codeb.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Searches by value for what must be nowhere, and looks at all argument lists meanwhile. Tells names of secrets, never values. */
final class Secrets implements AutoCloseable {

    private static final int LOOK_EVERY_MILLIS = 20;

    private final Map<String, String> values = new TreeMap<>();
    private final Queue<String> found = new ConcurrentLinkedQueue<>();
    private final Thread eye = Thread.ofPlatform().daemon().unstarted(this::look);
    private volatile boolean over;

    /** @param name what it is, for whoever reads that it was found */
    Secrets know(String name, String value) {
        if (value.length() < 8) {
            throw new IllegalArgumentException(name + " is no secret: it is too short to be searched for");
        }
        synchronized (values) {
            values.put(name, value);
        }
        return this;
    }

    /** From now on looks at the argument lists of all processes, many times a second. */
    void watch() {
        eye.start();
    }

    void searchIn(String place, String text) {
        synchronized (values) {
            values.forEach((name, value) -> {
                if (text.contains(value)) {
                    found.add("%s in %s".formatted(name, place));
                }
            });
        }
    }

    /** Searches all files below a folder. */
    void searchBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                searchIn(file.toString(), new String(Text.bytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What was found where, each once. */
    List<String> found() {
        return new ArrayList<>(found).stream().distinct().toList();
    }

    @Override
    public void close() {
        over = true;
        try {
            eye.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look() {
        while (!over) {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                processes
                        .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                        .forEach(process -> {
                            try {
                                String words =
                                        Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                                searchIn("the arguments of " + words.split("\0", 2)[0], words);
                            } catch (IOException gone) {
                                // It has ended.
                            }
                        });
            } catch (IOException unreadable) {
                throw new AssertionError(unreadable);
            }
            Wait.millis(LOOK_EVERY_MILLIS);
        }
    }
}
