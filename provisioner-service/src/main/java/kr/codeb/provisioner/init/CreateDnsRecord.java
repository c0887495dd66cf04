package kr.codeb.provisioner.init;

import java.util.List;
import java.util.stream.Collectors;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.provision.ProjectRecords;

/** A records for the project's names below the base domain. */
record CreateDnsRecord(Init init) implements Step {

    @Override
    public String name() {
        return "create_dns_record";
    }

    @Override
    public Outcome run() {
        List<String> hosts = init.site().hosts();
        List<String> made = records().ensure(init.hold(), hosts);
        List<String> outside = records().outside(hosts);
        if (!outside.isEmpty()) {
            String address = init.config().app().address();
            return Outcome.skipped("Not below %s, so please make these records yourself: %s"
                    .formatted(
                            init.config().baseDomain(),
                            outside.stream().map(name -> name + " A " + address).collect(Collectors.joining(", "))));
        }
        return init.made(!made.isEmpty());
    }

    @Override
    public void undo() {
        records().takeBack(init.hold());
    }

    private ProjectRecords records() {
        return init.makers().records();
    }
}
