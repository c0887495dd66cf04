package kr.codeb.operations.testing;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kr.codeb.operations.ssh.Script;

/** The scripts that {@code codeb-host} lets the services' key run, beside those that a module's code sends. */
public final class HostScripts {

    private static final String END = "\n__END__\n";
    private static final Pattern MADE = Pattern.compile("\\b(?:Script\\.of|new Script|Engine\\.script)\\(");

    private HostScripts() {}

    /** Makes {@code codeb-host} as it is installed. */
    public static Path build(Path folder) throws IOException, InterruptedException {
        Path made = folder.resolve("codeb-host");
        Process build = new ProcessBuilder(
                        project().resolve("deploy/build-codeb-host").toString(), made.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (build.waitFor() != 0) {
            throw new IllegalStateException("deploy/build-codeb-host: " + said);
        }
        return made;
    }

    /** Name to text of each script in it. */
    public static Map<String, String> in(Path codebHost) throws IOException {
        String all = Files.readString(codebHost, StandardCharsets.ISO_8859_1);
        Map<String, String> scripts = new TreeMap<>();
        int at = all.indexOf(END) + END.length();
        while (at < all.length()) {
            int line = all.indexOf('\n', at);
            String[] head = all.substring(at, line).split(" ");
            int end = line + 1 + Integer.parseInt(head[0]);
            byte[] text = all.substring(line + 1, end).getBytes(StandardCharsets.ISO_8859_1);
            scripts.put(head[1], new String(text, StandardCharsets.UTF_8));
            at = end + 1;
        }
        return scripts;
    }

    /**
     * What differs between a module's code and the list, a sentence each.
     *
     * @param module the first part of its scripts' names
     * @param any a class of it
     */
    public static List<String> differences(Path codebHost, String module, Class<?> any) throws Exception {
        Map<String, String> listed = new TreeMap<>();
        in(codebHost).forEach((name, text) -> {
            if (name.startsWith(module + "/")) {
                listed.put(name, text);
            }
        });
        Map<String, String> sent = constants(any);
        List<String> differences = new ArrayList<>(madeElsewhere(any));
        sent.forEach((constant, text) -> {
            boolean part = sent.values().stream().anyMatch(other -> other.startsWith(text + "\n"));
            if (!listed.containsValue(text) && !part) {
                differences.add(constant + " is not in deploy/host/scripts");
            }
        });
        listed.forEach((name, text) -> {
            if (!sent.containsValue(text)) {
                differences.add("nothing sends " + name + " of deploy/host/scripts");
            }
        });
        return differences;
    }

    /** Each constant of the module's code that is a script. */
    private static Map<String, String> constants(Class<?> any) throws Exception {
        Path classes = classes(any);
        Map<String, String> found = new TreeMap<>();
        for (Path file : files(classes, ".class")) {
            String name = classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            for (Field field : Class.forName(name, false, any.getClassLoader()).getDeclaredFields()) {
                if (field.getType() == Script.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    found.put(name + "." + field.getName(), ((Script) field.get(null)).text());
                }
            }
        }
        return found;
    }

    /** A script that is no constant would not be found. */
    private static List<String> madeElsewhere(Class<?> any) throws Exception {
        TreeSet<String> wrong = new TreeSet<>();
        Path sources = classes(any).getParent().getParent().resolve("src/main/java");
        for (Path file : files(sources, ".java")) {
            if (file.endsWith("ssh/Script.java") || file.toString().contains("/testing/")) {
                continue;
            }
            String text = Files.readString(file);
            MADE.matcher(text).results().forEach(made -> {
                String before = text.substring(0, made.start());
                String statement = before.substring(Math.max(before.lastIndexOf(';'), before.lastIndexOf('{')) + 1);
                if (!statement.contains("static final Script ") && !statement.contains("return ENGINE.then(")) {
                    wrong.add(sources.relativize(file) + " makes a script that is no constant");
                }
            });
        }
        return List.copyOf(wrong);
    }

    private static Path classes(Class<?> any) throws Exception {
        URI place = any.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(place);
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
