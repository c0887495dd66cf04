package kr.codeb.gateway.metrics;

import java.util.StringJoiner;

/** A page of figures as Prometheus reads it: its text format 0.0.4. */
final class Exposition {

    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(8192);

    /** What the samples that follow are. */
    Exposition family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** @param labels names and values by turns */
    Exposition sample(String name, Number value, String... labels) {
        text.append(name);
        if (labels.length > 0) {
            StringJoiner list = new StringJoiner(",", "{", "}");
            for (int i = 0; i < labels.length; i += 2) {
                list.add("%s=\"%s\"".formatted(labels[i], escaped(labels[i + 1])));
            }
            text.append(list);
        }
        text.append(' ').append(value).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
