package kr.codeb.settings;

/** Host ports from {@code first} to {@code last}, both included. Written {@code 4100-4499} in the settings. */
public record PortRange(int first, int last) {

    /** Settings are read by this name. */
    public static PortRange of(String text) {
        String[] ends = text.strip().split("\\s*-\\s*");
        if (ends.length != 2) {
            throw new IllegalArgumentException("a port range reads 4100-4499");
        }
        return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    public boolean overlaps(PortRange other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
