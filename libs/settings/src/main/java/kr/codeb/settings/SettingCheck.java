package kr.codeb.settings;

/** Refuses a start on a setting that is unsafe or cannot work. All refusals read alike: the setting's name, then what it must be. */
public final class SettingCheck {

    private SettingCheck() {}

    /** @param must continues the setting's name: {@code must be at least 1, not 0}. @throws IllegalStateException unless it holds */
    public static void require(boolean holds, String setting, String must) {
        if (!holds) {
            throw refused(setting, must);
        }
    }

    public static void atLeast(long least, long value, String setting) {
        require(value >= least, setting, "must be at least %d, not %d".formatted(least, value));
    }

    public static void port(String setting, int value) {
        require(value >= 1 && value <= 65535, setting, "must be a port, 1 to 65535, not " + value);
    }

    public static IllegalStateException refused(String setting, String must) {
        return new IllegalStateException(setting + " " + must);
    }
}
