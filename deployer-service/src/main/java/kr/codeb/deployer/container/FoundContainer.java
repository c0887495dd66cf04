package kr.codeb.deployer.container;

import java.util.List;
import java.util.Map;

/**
 * A container as Docker tells of it.
 *
 * @param status Docker's word: {@code running, exited, restarting, created, paused}; empty when only its name was asked for
 * @param digests of the image it runs; empty for one that was never in an image registry, or that was only listed
 * @param exitCode of its last end; 0 while it never ended
 * @param restarts how often Docker started it again
 * @param error Docker's own words, if any
 */
public record FoundContainer(
        String id,
        String name,
        String status,
        String image,
        List<String> digests,
        Map<String, String> labels,
        int exitCode,
        boolean oomKilled,
        int restarts,
        String error) {

    public FoundContainer {
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }

    /** Whether CodeB, or a script of its, made it for this place: the one meaning of "ours". */
    public boolean madeFor(SlotContainer place) {
        return place.project().equals(labels.get("codeb.project"))
                && place.environment().wire().equals(labels.get("codeb.environment"))
                && place.slot().wire().equals(labels.get("codeb.slot"));
    }

    /** The version that it was made of; null when nobody knows. */
    public String version() {
        return labels.get("codeb.version");
    }

    /** The operation that made it; null when an earlier CodeB did. */
    public String operation() {
        return labels.get("codeb.operation");
    }

    public boolean running() {
        return status.equals("running");
    }

    /** Whether it runs, or Docker is about to start it again. */
    public boolean up() {
        return running() || status.equals("restarting");
    }

    /** Whether it runs this image; true when nobody can tell. */
    public boolean hasDigest(String digest) {
        return digest == null || digests.isEmpty() || digests.contains(digest);
    }

    /** Whether it has the name of this place. */
    public boolean in(SlotContainer place) {
        return name.equals(place.name());
    }

    /** Whether it was set aside from this place. */
    public boolean asideOf(SlotContainer place) {
        return name.startsWith(place.name() + "-aside-");
    }

    /** Whether it was created for this place and never got there. */
    public boolean freshFor(SlotContainer place) {
        return name.startsWith(place.name() + "-fresh-");
    }
}
