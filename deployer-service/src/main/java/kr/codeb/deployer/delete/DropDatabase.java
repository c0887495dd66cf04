package kr.codeb.deployer.delete;

import java.util.List;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;

/** The database and its user go, unless they are to be kept. */
record DropDatabase(Deletion deletion) implements Step {

    @Override
    public String name() {
        return "drop_database";
    }

    @Override
    public Outcome run() {
        if (deletion.params().keepDatabase()) {
            return Outcome.skipped(
                    "The database is kept, with its user. workflow_init of the same name uses it again.");
        }
        return new RemovePart(name(), deletion, List.of(RepairPart.DATABASE)).run();
    }
}
