package kr.codeb.provisioner.init;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import kr.codeb.operations.run.HeldOperation;

/** What an operation made, by its notes: each is written before the making, so that it is known after a crash too. */
record Made(HeldOperation held) {

    private static final String NOT = "-";

    /** To be called just before a thing is made. @param about what undo has to know of it: a name, say */
    void willMake(Thing thing, String about) {
        held.note(key(thing), about);
    }

    /** It turned out that it stood there before. */
    void found(Thing thing) {
        held.note(key(thing), NOT);
    }

    /** What was noted of a thing that this operation made, or was about to make. */
    Optional<String> about(Thing thing) {
        return held.noted(key(thing)).filter(about -> !about.equals(NOT));
    }

    boolean made(Thing thing) {
        return about(thing).isPresent();
    }

    boolean anything() {
        return Arrays.stream(Thing.values()).anyMatch(this::made);
    }

    private static String key(Thing thing) {
        return "made." + thing.name().toLowerCase(Locale.ROOT);
    }
}
