package kr.codeb.provisioner.hold;

import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;

/** Holds of other services, as they come with their calls. */
public final class Holds {

    private Holds() {}

    /** @throws CodebException OPERATION_IN_PROGRESS when there is no hold, or it no longer lives */
    public static <T> T guarded(Hold hold, Supplier<T> change) {
        if (hold == null) {
            throw lost("This change needs a hold: the header " + Hold.HEADER + " is missing.");
        }
        try {
            return change.get();
        } catch (HoldLost gone) {
            throw lost("Another operation holds this project now. Nothing was changed.");
        }
    }

    private static CodebException lost(String why) {
        return new CodebException(ErrorCode.OPERATION_IN_PROGRESS, why);
    }
}
