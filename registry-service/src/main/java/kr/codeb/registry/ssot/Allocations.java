package kr.codeb.registry.ssot;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.settings.PortRange;

/** Which number is next. */
public final class Allocations {

    private Allocations() {}

    /** The lowest even port that is free together with the next odd one; empty when there is none in the range. */
    public static Optional<Ports> lowestFreePair(PortRange range, IntPredicate taken) {
        // A stream takes milliseconds here when ten thousand pairs are taken, and all others wait meanwhile.
        for (int blue = range.first(); blue < range.last(); blue += 2) {
            if (!taken.test(blue) && !taken.test(blue + 1)) {
                return Optional.of(new Ports(blue, blue + 1));
            }
        }
        return Optional.empty();
    }

    /** The lowest unused Redis number from 1 on, since 0 is what everybody falls into; empty when all are used. */
    public static OptionalInt lowestFreeNumber(int databases, IntPredicate used) {
        return IntStream.range(1, databases)
                .filter(number -> !used.test(number))
                .findFirst();
    }
}
