package kr.codeb.contracts.text;

import java.util.Optional;

/**
 * The one rule for text that people choose freely and others read: names of keys, reasons, versions, messages. One line,
 * and nothing in it that is not seen: control characters, and those that turn the direction of what follows.
 */
public final class FreeText {

    /** Joins letters of some scripts and emoji; harmless, and needed there. */
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private FreeText() {}

    /**
     * What is wrong with a text.
     *
     * @param longest in characters as people count them (code points)
     * @return ends a sentence such as "name …", {@code must not be empty}; empty when nothing is wrong
     */
    public static Optional<String> problem(String text, int longest) {
        if (text.isBlank()) {
            return Optional.of("must not be empty");
        }
        if (text.codePointCount(0, text.length()) > longest) {
            return Optional.of("must have %d characters at most".formatted(longest));
        }
        return text.codePoints()
                .filter(FreeText::isUnseen)
                .mapToObj("must not hold the invisible character U+%04X"::formatted)
                .findFirst();
    }

    private static boolean isUnseen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> character != ZERO_WIDTH_NON_JOINER && character != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
