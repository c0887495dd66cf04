package kr.codeb.deployer.container;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.CommandResult;

/** Says why an image could not be fetched, in our words and in Docker's. */
final class PullFailure {

    /** The first kind of which Docker's words hold a part; the order matters. */
    private enum Kind {
        ARCHITECTURE("no matching manifest"),
        NO_SPACE("no space left on device"),
        LIMITED("toomanyrequests", "too many requests"),
        REFUSED("no basic auth credentials", "unauthorized", "authentication required", "denied", "401", "403"),
        UNKNOWN_IMAGE("manifest unknown", "not found", "does not exist", "name unknown"),
        NO_HOST("no such host", "name resolution", "server misbehaving"),
        AWAY("connection refused", "timeout", "no route to host", "connection reset", "EOF", "502", "503"),
        TLS("x509", "HTTP response to HTTPS client", "tls:"),
        OTHER("");

        private final List<String> words;

        Kind(String... words) {
            this.words = List.of(words);
        }

        static Kind of(String said) {
            return Stream.of(values())
                    .filter(kind -> kind.words.stream().anyMatch(said::contains))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    private PullFailure() {}

    static CodebException of(
            String image, ImageReference reference, CommandResult result, Duration limit, boolean loggedIn) {
        if (result.endedForTime()) {
            return failure("%s was not fetched within %d s. Try again, or raise codeb.deploy.pull-seconds."
                    .formatted(image, limit.toSeconds()));
        }
        String said = withoutWarnings(result.complaint());
        return failure("%s cannot be fetched: %s Docker says: %s"
                .formatted(image, sentence(Kind.of(said), reference, loggedIn), said));
    }

    private static String sentence(Kind kind, ImageReference reference, boolean loggedIn) {
        String host = reference.host();
        return switch (kind) {
            case ARCHITECTURE -> "it was not built for this server's processor. Build it for that too.";
            case NO_SPACE -> "the app server's disk is full. Make room, then deploy again.";
            case LIMITED ->
                "%s lets this server fetch no more just now. Try again later, or with a login.".formatted(host);
            case REFUSED ->
                loggedIn
                        ? ("%s does not accept the login, or it may not read this image. "
                                        + "Check codeb.image-registries.\"%s\".")
                                .formatted(host, host)
                        : "%s has no such image, or it is private. Check its name, or set codeb.image-registries.\"%s\"."
                                .formatted(host, host);
            case UNKNOWN_IMAGE ->
                reference.tag() == null
                        ? "%s has no image of that digest. Check it, or push the image first.".formatted(host)
                        : "%s has no image %s with the tag %s. Check the name, or push the image first."
                                .formatted(host, reference.repository(), reference.tag());
            case NO_HOST ->
                "the name %s cannot be resolved. Check the image's name and the server's DNS.".formatted(host);
            case AWAY -> "%s does not answer. Try again when it does.".formatted(host);
            case TLS -> "%s shows no certificate that this server trusts.".formatted(host);
            case OTHER -> "the pull failed.";
        };
    }

    /** A login's warning says nothing about the failure. */
    private static String withoutWarnings(String said) {
        return said.lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("WARNING!")
                        && !line.startsWith("Configure a credential helper")
                        && !line.startsWith("https://docs.docker.com"))
                .collect(Collectors.joining(" "));
    }

    private static CodebException failure(String sentence) {
        return new CodebException(ErrorCode.PULL_FAILED, sentence);
    }
}
