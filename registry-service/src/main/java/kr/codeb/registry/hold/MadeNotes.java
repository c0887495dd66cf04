package kr.codeb.registry.hold;

import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.registry.operation.OperationJournal;

/**
 * What each operation made in the registry itself, noted in its record before it is made. So the answer to a call that
 * is repeated, because the first answer was lost, is still "made by this operation", also after a restart.
 */
@Singleton
public class MadeNotes {

    private static final String NOTE = "registry.made.";

    private final Holds holds;
    private final OperationJournal operations;

    public MadeNotes(Holds holds, OperationJournal operations) {
        this.holds = holds;
        this.operations = operations;
    }

    /**
     * Ensures something that nobody but the hold's operation can make meanwhile.
     *
     * @param what {@code ports}: the note is {@code registry.made.ports}
     * @param isThere whether it exists now
     * @param ensured makes it unless it exists
     */
    public <T> Allocation<T> ensure(Hold hold, String what, BooleanSupplier isThere, Supplier<T> ensured) {
        holds.check(hold);
        boolean madeBefore = operations.get(hold.operationId()).notes().containsKey(NOTE + what);
        boolean make = madeBefore || !isThere.getAsBoolean();
        if (make && !madeBefore) {
            holds.note(hold, NOTE + what, "true");
        }
        return new Allocation<>(ensured.get(), make);
    }

    /**
     * A fact that the hold's operation finds out once: later it gets what it noted then.
     *
     * @param what {@code settings}: the note is {@code registry.made.settings}
     */
    public String once(Hold hold, String what, Supplier<String> fact) {
        holds.check(hold);
        String noted = operations.get(hold.operationId()).notes().get(NOTE + what);
        if (noted != null) {
            return noted;
        }
        String found = fact.get();
        holds.note(hold, NOTE + what, found);
        return found;
    }
}
