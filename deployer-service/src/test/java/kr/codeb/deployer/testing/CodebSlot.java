package kr.codeb.deployer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Parts of codeb-slot, to be asked the same as the deployer. */
public final class CodebSlot {

    private CodebSlot() {}

    /** Runs bash with these variables, behind these parts. @return what it printed */
    public static String run(String script, Map<String, String> variables, String... parts) throws Exception {
        StringBuilder all = new StringBuilder("export LC_ALL=C.UTF-8\n");
        for (String part : parts) {
            all.append(Files.readString(folder().resolve(part + ".sh"))).append('\n');
        }
        return output(variables, "bash", "-c", all + script);
    }

    /** Runs jq with a program of codeb-slot's, and then this. @return what it printed */
    public static String jq(String program, String then, Path input) throws Exception {
        return output(
                Map.of(), "jq", "-nc", Files.readString(folder().resolve(program + ".jq")) + then, input.toString());
    }

    private static String output(Map<String, String> variables, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }

    private static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("deploy"))) {
            folder = folder.getParent();
        }
        return folder.resolve("deploy/codeb-slot.d");
    }
}
