package kr.codeb.provisioner.domain;

import java.util.List;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.provision.ProjectRecords;

/** An A record, for a name below the base domain. */
record PointDomain(DomainChange change) implements Step {

    @Override
    public String name() {
        return "create_dns_record";
    }

    @Override
    public Outcome run() {
        List<String> names = List.of(change.domain());
        if (!records().outside(names).isEmpty()) {
            return Outcome.skipped("Its owner has to point %s to %s."
                    .formatted(change.domain(), records().address()));
        }
        return records().ensure(change.hold(), names).isEmpty() ? Outcome.done("it is there already") : Outcome.done();
    }

    @Override
    public void undo() {
        records().takeBack(change.hold());
    }

    private ProjectRecords records() {
        return change.makers().records();
    }
}
