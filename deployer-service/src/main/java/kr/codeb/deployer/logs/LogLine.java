package kr.codeb.deployer.logs;

import java.util.regex.Pattern;

/** A line of an application's log as people and models may see it. */
final class LogLine {

    /** In characters. */
    static final int LONGEST = 4_000;

    private static final String MARK = " … [cut]";
    /** What colours a terminal. */
    private static final Pattern ESCAPE =
            Pattern.compile("\u001b(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?)");
    /** Other control characters, and those that turn the direction of text; tabs stay. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cc}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u2028\\u2029&&[^\\t]]");

    private LogLine() {}

    static String shown(String line) {
        String text = CONTROL.matcher(ESCAPE.matcher(line).replaceAll("")).replaceAll("");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + MARK;
    }
}
