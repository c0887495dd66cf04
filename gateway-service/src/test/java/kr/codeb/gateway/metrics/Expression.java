package kr.codeb.gateway.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures and labels that an expression of Prometheus' language names. */
record Expression(Set<String> figures, Set<String> labels) {

    private static final Pattern LISTED = Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern CHOSEN = Pattern.compile("\\{([^}]*)}");
    private static final Pattern WORD = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");

    static Expression of(String text) {
        String bare = text.replaceAll("\"[^\"]*\"", "").replaceAll("\\[[^]]*]", "");
        Set<String> labels = new TreeSet<>();
        for (Pattern pattern : Set.of(LISTED, CHOSEN)) {
            pattern.matcher(bare)
                    .results()
                    .flatMap(list -> Arrays.stream(list.group(1).split(",")))
                    .map(label -> label.replaceAll("[=~!]", "").strip())
                    .filter(label -> !label.isEmpty())
                    .forEach(labels::add);
        }
        String rest = CHOSEN.matcher(LISTED.matcher(bare).replaceAll("")).replaceAll("");
        Set<String> figures = WORD.matcher(rest)
                .results()
                .map(MatchResult::group)
                .filter(word -> !OPERATORS.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Expression(figures, labels);
    }
}
