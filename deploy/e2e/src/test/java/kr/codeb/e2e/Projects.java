package kr.codeb.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The projects that a test class made; taken away after its last test, so that ports and Redis numbers last. */
final class Projects implements AfterAllCallback {

    private static final Queue<String> MADE = new ConcurrentLinkedQueue<>();
    private static final Path FORGET = Path.of("src/test/resources/forget.sh");

    static String freshName() {
        return remember("t" + Text.randomLetters(6));
    }

    /** Remembers a name that a test made up itself. */
    static String remember(String name) {
        MADE.add(name);
        return name;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> names = new ArrayList<>();
        for (String name = MADE.poll(); name != null; name = MADE.poll()) {
            names.add(name);
        }
        takeAway(names);
    }

    /** Takes a project away before the class ends, where a class makes more than there are Redis numbers. */
    static void forget(String name) {
        MADE.remove(name);
        takeAway(List.of(name));
    }

    private static void takeAway(List<String> names) {
        List<String> words = new ArrayList<>(List.of("bash", FORGET.toString()));
        words.addAll(names);
        if (words.size() > 2) {
            Duration patience = Duration.ofSeconds(30 + 20L * names.size());
            Shell.Output output = Shell.run(patience, words.toArray(String[]::new));
            if (output.failed()) {
                System.err.println("Not everything was taken away: " + output.err());
            }
        }
    }
}
