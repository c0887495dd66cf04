package kr.codeb.contracts.scan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the provisioner can mend, one part a call. */
public enum RepairPart {
    ENV,
    DATABASE,
    REDIS,
    ROUTES,
    SITE,
    DNS;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static RepairPart of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
