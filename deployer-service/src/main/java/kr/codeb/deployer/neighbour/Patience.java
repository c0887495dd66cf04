package kr.codeb.deployer.neighbour;

import java.time.Duration;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.web.Neighbour;

/** How calls to our neighbours are made: again while they restart, and a refused hold is a lost one. */
final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Patience() {}

    static <T> T reading(Supplier<T> call) {
        return Neighbour.patiently(LIMIT, call);
    }

    /** @throws HoldLost when the neighbour knows a later holder */
    static <T> T changing(Supplier<T> call) {
        try {
            return Neighbour.patiently(LIMIT, call);
        } catch (CodebException refused) {
            if (refused.code() == ErrorCode.OPERATION_IN_PROGRESS) {
                throw new HoldLost(refused);
            }
            throw refused;
        }
    }
}
