package kr.codeb.provisioner.env;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.web.Sha256;

/** Compares what {@code docker run} reads with the truth that it is made from. */
@Singleton
public class DerivedEnv {

    /** For each file its SHA-256 and its shell file's, one pair a line; {@code -} for one that is missing. */
    private static final String HASHES = """
            hash() { if [ -e "$1" ]; then sha256sum < "$1" | cut -d' ' -f1; else echo -; fi; }
            for file; do echo "$(hash "$file") $(hash "$file.export")"; done
            """;

    private static final String MISSING = "- -";

    private final AppServer app;

    public DerivedEnv(AppServer app) {
        this.app = app;
    }

    /**
     * What stands there.
     *
     * @param exists whether there is anything at all
     * @param matches whether it is what would be made from the truth now
     * @param released whether it is what one of the asked releases was started with
     */
    public record Standing(boolean exists, boolean matches, boolean released) {}

    /** @param versions of the releases that may be meant */
    public Standing look(EnvPlace place, EnvFile truth, Collection<String> versions) {
        List<String> files = new ArrayList<>(List.of(place.containerFile()));
        versions.forEach(version -> files.add(place.release(version)));
        List<String> hashes = app.ask(
                        "compare what containers are started with",
                        Command.script(HASHES, files.toArray(String[]::new)))
                .lines()
                .toList();
        String stands = hashes.getFirst();
        DockerEnv made = DockerEnv.of(truth);
        return new Standing(
                !stands.equals(MISSING),
                stands.equals(hash(made.envFile()) + " " + hash(made.exports())),
                hashes.subList(1, hashes.size()).contains(stands));
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
