package kr.codeb.gateway.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the word that somebody who mistyped may have meant. */
final class Nearest {

    private static final int LONGEST = 60;

    private Nearest() {}

    /** The known word that has the same parts in another order; else the one with the fewest letters to change, if it is near enough to be meant. */
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(other -> parts(other).equals(parts(lower)))
                .findFirst()
                .or(() -> nearest(lower, known));
    }

    /** {@code delete_project} has those of {@code project_delete}. */
    private static Set<String> parts(String word) {
        return Set.copyOf(List.of(word.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
    }

    private static Optional<String> nearest(String lower, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(other -> distance(lower, other.toLowerCase(Locale.ROOT))))
                .filter(best -> distance(lower, best.toLowerCase(Locale.ROOT)) <= Math.max(2, best.length() / 3));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
