package kr.codeb.operations.run;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.Progress;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The registry's journal. Outlasts a restart of the registry; a hold that was lost shows as {@link HoldLost}. */
@Singleton
public class Journal {

    private final OperationsClient client;
    private final RenewalClient renewals;

    Journal(@RestClient OperationsClient client, @RestClient RenewalClient renewals) {
        this.client = client;
        this.renewals = renewals;
    }

    /** Writes a new operation down, for changes that nobody called for, such as the scheduled cleanup. */
    public Operation begin(NewOperation operation) {
        return client.begin(operation);
    }

    List<Operation> abandoned(HoldRequest by) {
        return client.abandoned(by.service(), by.instance());
    }

    /** @throws CodebException OPERATION_IN_PROGRESS, saying who works there */
    Operation hold(String id, HoldRequest by) {
        return Neighbour.patiently(Neighbour.OPERATION, () -> client.hold(id, by));
    }

    /** Asks once: the next renewal comes soon. @throws HoldLost when somebody else holds the project now */
    void renew(Hold hold, HoldRequest by) {
        Neighbour.changing(Duration.ZERO, () -> {
            renewals.renew(hold.operationId(), hold, by);
            return null;
        });
    }

    void progress(Hold hold, Progress progress) {
        holding(() -> client.progress(hold.operationId(), hold, progress));
    }

    void check(Hold hold) {
        holding(() -> {
            client.check(hold);
            return null;
        });
    }

    void end(Hold hold, Ending ending) {
        holding(() -> client.end(hold.operationId(), hold, ending));
    }

    /** Ends an operation that never began. */
    void endPending(String id, Ending ending) {
        Neighbour.patiently(Neighbour.OPERATION, () -> client.end(id, null, ending));
    }

    private static <T> T holding(Supplier<T> call) {
        try {
            return Neighbour.changing(call);
        } catch (CodebException refused) {
            if (refused.isTemporary()) {
                throw new Abandoned("the registry does not answer", refused);
            }
            throw refused;
        }
    }
}
