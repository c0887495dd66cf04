package kr.codeb.gateway.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.gateway.catalogue.Param;

/** Inputs that more than one group of tools takes, and versions with their images. */
public final class Params {

    private static final String PROJECT_PATTERN = "^(?!.*--)[a-z]([a-z0-9-]{0,48}[a-z0-9])?$";
    private static final String PROJECT_RULE =
            "lower case letters, digits and single hyphens, beginning with a letter, not"
                    + " ending with a hyphen, 50 characters at most";

    public static final Param MAYBE_PROJECT = Param.text("projectName", "The project.", 50)
            .checked(PROJECT_PATTERN, PROJECT_RULE)
            .selfEvident();

    /** A project that exists. */
    public static final Param PROJECT = MAYBE_PROJECT.must();

    /** A project that may be new: callers are shown how it may be named. */
    public static final Param NEW_PROJECT = PROJECT.matching(PROJECT_PATTERN, PROJECT_RULE);

    public static final Param MAYBE_ENVIRONMENT =
            Param.choice("environment", "Which one.", "production", "staging").selfEvident();

    public static final Param ENVIRONMENT = MAYBE_ENVIRONMENT.orElse("production");

    public static final Param IMAGE = Param.text("image", "OCI image reference, with a tag or @sha256:….", 600)
            .ruled("an OCI image reference, such as ghcr.io/org/app:1.2")
            .and(value -> ImageReference.read(value.asText()).isPresent())
            .advising(Params::lowerCase)
            .must();

    public static final Param VERSION = Param.text(
                    "version", "What to call this version; the image's tag if it is not given.", 128)
            .matching(
                    "^[A-Za-z0-9_][A-Za-z0-9._+-]*$",
                    "letters, digits and . _ + -, beginning with a letter, a digit or _, 128 characters at most");

    private Params() {}

    /** Names of repositories are lower case; hosts and tags need not be. What could be a word of either is no host: hosts have dots. */
    private static String lowerCase(JsonNode image) {
        String text = image.asText();
        String first = text.substring(0, text.indexOf('/') + 1);
        boolean host = first.contains(".") || first.contains(":") || first.equalsIgnoreCase("localhost/");
        int path = host ? first.length() : 0;
        int tag = text.indexOf(':', path) < 0 ? text.length() : text.indexOf(':', path);
        String lower =
                text.substring(0, path) + text.substring(path, tag).toLowerCase(Locale.ROOT) + text.substring(tag);
        return !lower.equals(text) && ImageReference.read(lower).isPresent()
                ? "Repository names are lower case: %s.".formatted(lower)
                : null;
    }
}
