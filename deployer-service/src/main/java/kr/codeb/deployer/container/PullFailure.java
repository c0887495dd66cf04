package kr.codeb.deployer.container;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.deployer.PullRight;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.CommandResult;

/** Says why an image could not be fetched, in our words and in Docker's. */
final class PullFailure {

    private static final int LONGEST = 400;
    /** Control and direction characters, and whatever else cannot be seen. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}]+");

    private static final Pattern ANSWER = Pattern.compile(
            "(response body|malformed HTTP (?:response|status code|version)|invalid character|unexpected HTTP status).*");

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

    /** Whether the operator's login was used. */
    enum Account {
        USED,
        /** There is one, and it serves other teams. */
        WITHHELD,
        NONE
    }

    private PullFailure() {}

    static CodebException of(
            String image, ImageReference reference, CommandResult result, Duration limit, Account account) {
        if (result.endedForTime()) {
            return failure("%s was not fetched within %d s. Try again, or raise codeb.deploy.pull-seconds."
                    .formatted(image, limit.toSeconds()));
        }
        String said = ownWords(result.complaint());
        return failure("%s cannot be fetched: %s Docker says: %s"
                .formatted(image, sentence(Kind.of(said), reference, account), said));
    }

    private static String sentence(Kind kind, ImageReference reference, Account account) {
        String host = reference.host();
        return switch (kind) {
            case ARCHITECTURE -> "it was not built for this server's processor. Build it for that too.";
            case NO_SPACE -> "the app server's disk is full. Make room, then deploy again.";
            case LIMITED ->
                "%s lets this server fetch no more just now. Try again later, or with a login.".formatted(host);
            case REFUSED ->
                switch (account) {
                    case USED ->
                        "%s does not accept the login, or it may not read this image. %s"
                                .formatted(host, PullRight.of(host));
                    case WITHHELD ->
                        ("%s has no such image, or it is private, and the server's login there is not for your team."
                                        + " Check its name, or have an operator add your team to codeb.image-registries.\"%s\".teams.")
                                .formatted(host, host);
                    case NONE ->
                        "%s has no such image, or it is private. Check its name. %s"
                                .formatted(host, PullRight.of(host));
                };
            case UNKNOWN_IMAGE ->
                reference.fetchedTag() == null
                        ? "%s has no image of that digest. Check it, or push the image first.".formatted(host)
                        : "%s has no image %s with the tag %s. Check the name, or push the image first."
                                .formatted(host, reference.repository(), reference.fetchedTag());
            case NO_HOST ->
                "the name %s cannot be resolved. Check the image's name and the server's DNS.".formatted(host);
            case AWAY -> "%s does not answer. Try again when it does.".formatted(host);
            case TLS -> "%s shows no certificate that this server trusts.".formatted(host);
            case OTHER -> "the pull failed.";
        };
    }

    /**
     * Docker's words in one line, without a login's warning, which says nothing about the failure; and without what the other side
     * wrote into its answer, which may not be a registry's at all.
     */
    private static String ownWords(String said) {
        String line = said.lines()
                .filter(one -> !one.isBlank()
                        && !one.startsWith("WARNING!")
                        && !one.startsWith("Configure a credential helper")
                        && !one.startsWith("https://docs.docker.com"))
                .collect(Collectors.joining(" "));
        String own =
                ANSWER.matcher(UNPRINTABLE.matcher(line).replaceAll(" ")).replaceFirst("$1 [its answer is left out]");
        return own.length() <= LONGEST ? own : own.substring(0, LONGEST) + " …";
    }

    private static CodebException failure(String sentence) {
        return new CodebException(ErrorCode.PULL_FAILED, sentence);
    }
}
