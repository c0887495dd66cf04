package kr.codeb.deployer.container;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image as a caller names it.
 *
 * @param repository {@code ghcr.io/org/myapp}, as it was written
 * @param tag {@code latest} when neither tag nor digest was written; null beside a digest
 */
public record ImageReference(String repository, String tag) {

    private static final Pattern FORM = Pattern.compile("(.+?)(?::([\\w][\\w.-]*))?(?:@[\\w+.-]+:[0-9a-fA-F]+)?");

    /** @throws IllegalArgumentException if it cannot be an image reference */
    public static ImageReference of(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not an image reference: " + text);
        }
        boolean bare = match.group(2) == null && !text.contains("@");
        return new ImageReference(match.group(1), bare ? "latest" : match.group(2));
    }

    /** The host that Docker asks: {@code ghcr.io}, {@code localhost:5000}, or {@code docker.io}. */
    public String host() {
        int slash = repository.indexOf('/');
        String first = slash < 0 ? "" : repository.substring(0, slash);
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    /** The one image that this digest names, whatever happens to the tag. */
    public String pinned(String digest) {
        return repository + "@" + digest;
    }
}
