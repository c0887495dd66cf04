package kr.codeb.provisioner.env;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.web.Sha256;

/** Compares what {@code docker run} reads with the truth that it is made from. */
@Singleton
public class DerivedEnv {

    private static final Script HASHES = Script.of(DerivedEnv.class, "hashes.sh");

    private static final String MISSING = "- -";

    private final AppServer app;

    public DerivedEnv(AppServer app) {
        this.app = app;
    }

    /**
     * What is there.
     *
     * @param exists whether there is anything at all
     * @param matches whether it is what would be made from the truth now
     * @param released whether it is what one of the asked releases was started with
     */
    public record Comparison(boolean exists, boolean matches, boolean released) {}

    /** @param versions of the releases that may be meant */
    public Comparison look(EnvPlace place, EnvFile truth, Collection<String> versions) {
        List<String> files = new ArrayList<>(List.of(place.containerFile()));
        versions.forEach(version -> files.add(place.release(version)));
        List<String> hashes = app.ask(
                        "compare what containers are started with",
                        Command.script(HASHES, files.toArray(String[]::new)))
                .lines()
                .toList();
        String found = hashes.getFirst();
        DockerEnv made = DockerEnv.of(truth);
        return new Comparison(
                !found.equals(MISSING),
                found.equals(hash(made.envFile()) + " " + hash(made.exports())),
                hashes.subList(1, hashes.size()).contains(found));
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
