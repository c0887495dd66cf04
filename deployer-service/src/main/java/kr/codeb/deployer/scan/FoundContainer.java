package kr.codeb.deployer.scan;

import java.util.List;
import java.util.Map;
import kr.codeb.contracts.deployer.ContainerView;
import kr.codeb.deployer.container.SlotContainer;

/**
 * A container that has a slot's name.
 *
 * @param digests of the image it runs; empty for one that was never in an image registry
 */
record FoundContainer(String id, String status, String image, List<String> digests, Map<String, String> labels) {

    /** Whether CodeB, or a script of its, made it for this place. */
    boolean madeFor(SlotContainer place) {
        return place.project().equals(labels.get("codeb.project"))
                && place.environment().wire().equals(labels.get("codeb.environment"))
                && place.slot().wire().equals(labels.get("codeb.slot"));
    }

    String version() {
        return labels.get("codeb.version");
    }

    /** The operation that made it; null when an earlier CodeB did. */
    String operation() {
        return labels.get("codeb.operation");
    }

    boolean runs() {
        return status.equals("running") || status.equals("restarting");
    }

    /** Whether it runs this image; true when nobody can tell. */
    boolean hasDigest(String digest) {
        return digest == null || digests.isEmpty() || digests.contains(digest);
    }

    /** As answers show it. */
    static ContainerView view(SlotContainer place, FoundContainer found) {
        return found == null
                ? ContainerView.absent(place.slot(), place.name())
                : new ContainerView(
                        place.slot(),
                        place.name(),
                        true,
                        found.status(),
                        null,
                        found.image(),
                        found.version(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
    }
}
