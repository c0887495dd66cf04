package kr.codeb.gateway.catalogue;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of ours, matched as ECMAScript would: Java's {@code $} also stands before a last line break, and its
 * matcher can run out of stack on very long texts.
 */
final class EcmaPattern implements RegularExpression {

    private static final int LONGEST = 4096;

    private final Pattern pattern;

    EcmaPattern(String regex) {
        pattern = Pattern.compile(regex);
    }

    @Override
    public boolean matches(String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        Matcher matcher = pattern.matcher(value);
        return matcher.find() && matcher.end() == value.length();
    }
}
