package kr.codeb.provisioner.domain;

import java.util.List;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The A record goes, if CodeB made it. */
record RemoveRecord(DomainChange change) implements Step {

    @Override
    public String name() {
        return "remove_dns_record";
    }

    @Override
    public Outcome run() {
        Abandoned.whenAway("its DNS record cannot be removed just now", () -> {
            change.makers().records().remove(change.hold(), List.of(change.domain()));
            return null;
        });
        return Outcome.done();
    }
}
