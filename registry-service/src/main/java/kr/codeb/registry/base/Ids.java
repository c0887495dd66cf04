package kr.codeb.registry.base;

import java.security.SecureRandom;

/** Random texts, and ids that sort by the time they were made. */
public final class Ids {

    private static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static long latest;

    private Ids() {}

    /** {@code op_} and 26 characters: milliseconds, then 80 random bits. Each sorts after the ones before it. */
    public static String operation() {
        return "op_" + time() + random(BASE32, RANDOM_CHARACTERS);
    }

    /** {@code count} random letters and digits. */
    public static String letters(int count) {
        return random(BASE62, count);
    }

    private static synchronized String time() {
        latest = Math.max(latest + 1, System.currentTimeMillis());
        char[] text = new char[TIME_CHARACTERS];
        long rest = latest;
        for (int at = TIME_CHARACTERS - 1; at >= 0; at--, rest >>= 5) {
            text[at] = BASE32.charAt((int) (rest & 31));
        }
        return new String(text);
    }

    private static String random(String alphabet, int count) {
        return RANDOM.ints(count, 0, alphabet.length())
                .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append)
                .toString();
    }
}
