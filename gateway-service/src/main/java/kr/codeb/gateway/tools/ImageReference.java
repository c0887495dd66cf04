package kr.codeb.gateway.tools;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image reference, read by the grammar of the distribution project: {@code name[:tag][@digest]}.
 *
 * @param tag null when there is none
 * @param digest {@code sha256:…}, null when there is none
 */
public record ImageReference(String name, String tag, String digest) {

    private static final String WORD = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String DOMAIN = "(" + HOST + "(\\." + HOST + ")*|\\[[a-fA-F0-9:]+\\])(:[0-9]{1,5})?";
    private static final String NAME = "(" + DOMAIN + "/)?" + WORD + "(/" + WORD + ")*";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}";

    static final String GRAMMAR = "^" + NAME + "(:" + TAG + ")?(@(" + DIGEST + "))?$";

    private static final Pattern PARTS =
            Pattern.compile("(?<name>" + NAME + ")(:(?<tag>" + TAG + "))?(@(?<digest>" + DIGEST + "))?");
    private static final int LONGEST_NAME = 255;

    public static Optional<ImageReference> read(String text) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() && parts.group("name").length() <= LONGEST_NAME
                ? Optional.of(new ImageReference(parts.group("name"), parts.group("tag"), parts.group("digest")))
                : Optional.empty();
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
}
