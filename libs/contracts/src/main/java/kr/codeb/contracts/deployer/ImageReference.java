package kr.codeb.contracts.deployer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image reference, read by the grammar of the distribution project: {@code name[:tag][@digest]}.
 *
 * @param repository {@code ghcr.io/org/myapp}, as it was written
 * @param tag null when there is none
 * @param digest {@code sha256:…}, null when there is none
 */
public record ImageReference(String repository, String tag, String digest) {

    private static final String WORD = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String DOMAIN = "(" + HOST + "(\\." + HOST + ")*|\\[[a-fA-F0-9:]+\\])(:[0-9]{1,5})?";
    private static final String NAME = "(" + DOMAIN + "/)?" + WORD + "(/" + WORD + ")*";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}";

    /** The whole grammar, for schemas. */
    public static final String GRAMMAR = "^" + NAME + "(:" + TAG + ")?(@(" + DIGEST + "))?$";

    private static final Pattern PARTS =
            Pattern.compile("(?<name>" + NAME + ")(:(?<tag>" + TAG + "))?(@(?<digest>" + DIGEST + "))?");
    private static final int LONGEST_NAME = 255;
    private static final String DOCKER_HUB = "docker.io";

    /** Empty for what is no image reference. */
    public static Optional<ImageReference> read(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() && parts.group("name").length() <= LONGEST_NAME
                ? Optional.of(new ImageReference(parts.group("name"), parts.group("tag"), parts.group("digest")))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException for what is no image reference */
    public static ImageReference of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("not an image reference: " + text));
    }

    /** What to call it: its tag, or the first 12 letters of its digest, or {@code latest}. */
    public String version() {
        if (tag != null) {
            return tag;
        }
        return digest == null
                ? "latest"
                : digest.substring(digest.indexOf(':') + 1).substring(0, 12);
    }

    /** The tag that is fetched; null when only a digest says which image. */
    public String fetchedTag() {
        return tag == null && digest == null ? "latest" : tag;
    }

    /**
     * The host that Docker asks, in lower case: {@code ghcr.io}, {@code localhost:5000}, or {@code docker.io}. As Docker does it: the
     * first part is a host when it could not be the name of an image.
     */
    public String host() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        boolean host = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        String named = host ? first.toLowerCase(Locale.ROOT) : DOCKER_HUB;
        return named.equals("index.docker.io") ? DOCKER_HUB : named;
    }

    /** The one image that this digest names, whatever happens to the tag. */
    public String pinned(String digest) {
        return repository + "@" + digest;
    }
}
