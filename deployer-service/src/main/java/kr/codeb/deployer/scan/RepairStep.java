package kr.codeb.deployer.scan;

import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.operations.ssh.CommandFailed;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.web.Neighbour;

/**
 * Mends one part. Whatever stands in its way is told and costs this part only: the scan that follows shows what is left.
 * Nothing is taken back, since each part is only made as the registry says.
 */
record RepairStep(String name, Supplier<RepairReport> work) implements Step {

    @Override
    public Outcome run() {
        try {
            RepairReport report = mended();
            return report.changed() || report.message() == null
                    ? Outcome.done(report.changed() ? report.message() : "It is as the registry says.")
                    : Outcome.skipped(report.message());
        } catch (CommandFailed refused) {
            return Outcome.skipped("The app server refused: " + refused.result().complaint());
        } catch (CodebException told) {
            return Outcome.skipped(told.getMessage());
        }
    }

    /** Begun again once when a connection broke: a part that is mended already only stays so. */
    private RepairReport mended() {
        try {
            return Neighbour.changing(work);
        } catch (CodebException failure) {
            if (failure.isTemporary()) {
                return Neighbour.changing(work);
            }
            throw failure;
        }
    }
}
