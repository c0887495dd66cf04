package kr.codeb.e2e;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Tells in words what a request asks for, when it may change something; a look is no point to be killed at. */
enum Talk implements Function<String, Optional<String>> {

    /** Holds are renewed by the clock and not by the operation. */
    HTTP(Pattern.compile("(?:POST|PUT|DELETE) (?!\\S*/renew )(\\S+) HTTP/")) {
        @Override
        String words(String request) {
            return "registry " + request.substring(0, request.indexOf(" HTTP/")).replaceAll("op_\\w+", "{id}");
        }
    },
    /** Simple queries: what has parameters only looks. */
    POSTGRES(Pattern.compile("Q(?s:.{4})(?!SELECT)\\w+")) {
        @Override
        String words(String request) {
            return "postgres " + firstWords(request.substring(5), 4);
        }
    },
    REDIS(Pattern.compile("\\*(?!(?s:.{1,40})\\b(?i:AUTH|HELLO|PING|CLIENT|SELECT|GETUSER|DRYRUN|GET)\r\n)")) {
        @Override
        String words(String request) {
            return "redis " + firstWords(request.replaceAll("[*$]\\d+\r\n", ""), 3);
        }
    },
    /** Looks, too: what a script does cannot be seen from outside. */
    SSH(Pattern.compile(".")) {
        @Override
        String words(String request) {
            String told = request.replaceFirst("^timeout -k 5 \\d+ ", "")
                    .replaceFirst("^flock -[sx] .*? fence \\S+ \\d+ ", "! ");
            return "ssh "
                    + told.replaceAll("\\s+", " ")
                            .substring(
                                    0,
                                    Math.min(160, told.replaceAll("\\s+", " ").length()));
        }
    };

    private final Pattern change;

    Talk(Pattern change) {
        this.change = change;
    }

    abstract String words(String request);

    @Override
    public Optional<String> apply(String request) {
        return change.matcher(request).lookingAt() ? Optional.of(words(request)) : Optional.empty();
    }

    private static String firstWords(String text, int count) {
        String[] words = text.strip().split("\\s+");
        return String.join(" ", java.util.Arrays.copyOf(words, Math.min(count, words.length)));
    }
}
