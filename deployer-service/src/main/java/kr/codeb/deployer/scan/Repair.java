package kr.codeb.deployer.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.scan.Drift;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.contracts.scan.RepairRequest;
import kr.codeb.contracts.scan.RestoredFile;
import kr.codeb.contracts.scan.ScanView;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.NotFinished;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** {@code workflow_scan} with {@code repair}: makes what is really there as the registry says, where that gives nothing up. */
@Singleton
class Repair implements OperationHandler {

    private static final String BEFORE = "drift";
    private static final String UNSURE =
            "The slot file came out of a kept version and may lack its last change, so traffic and "
                    + "containers were left as they are. If traffic goes where it should, promote or roll back until the slots say the same. "
                    + "Another call with repair makes traffic and containers follow the slots.";

    private final Scan scan;
    private final ScanAndRepairClient provisioner;
    private final ContainerRepair containers;
    private final ObjectMapper json;

    Repair(Scan scan, @RestClient ScanAndRepairClient provisioner, ContainerRepair containers, ObjectMapper json) {
        this.scan = scan;
        this.provisioner = provisioner;
        this.containers = containers;
        this.json = json;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.REPAIR;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        RepairParams params = held.params(RepairParams.class);
        List<Drift> before = before(held, params);
        StepSequence.of(held)
                .then(step(held, RepairPart.ENV))
                .then(step(held, RepairPart.DATABASE))
                .then(step(held, RepairPart.REDIS))
                .then(new RepairStep(
                        "repair_containers",
                        () -> params.slotsAreSure() ? containers.repair(held) : RepairReport.nothing(UNSURE)))
                .then(
                        params.slotsAreSure()
                                ? step(held, RepairPart.ROUTES)
                                : new RepairStep("repair_routes", () -> RepairReport.nothing(UNSURE)))
                .then(step(held, RepairPart.SITE))
                .then(step(held, RepairPart.DNS))
                .run();
        return answer(held, params, before);
    }

    /** Each part is only made as it should be, so going on means beginning again. */
    @Override
    public Object recover(HeldOperation held) {
        try {
            return run(held, null);
        } catch (CodebException failed) {
            throw new NotFinished(failed.body());
        }
    }

    private RepairStep step(HeldOperation held, RepairPart part) {
        Operation operation = held.operation();
        return new RepairStep(
                "repair_" + part.name().toLowerCase(Locale.ROOT),
                () -> provisioner.repair(
                        operation.project(), operation.environment(), held.hold(), new RepairRequest(part)));
    }

    /** The drift when the repair began, also when another process began it. */
    private List<Drift> before(HeldOperation held, RepairParams params) {
        if (held.isNoted(BEFORE)) {
            return read(held.noted(BEFORE).orElseThrow());
        }
        List<Drift> drift = new ArrayList<>();
        params.restored().stream().map(Repair::damaged).forEach(drift::add);
        drift.addAll(scan.of(held.operation().project(), held.operation().environment())
                .drift());
        held.note(BEFORE, write(drift));
        return drift;
    }

    private static Drift damaged(RestoredFile file) {
        return Drift.repairable(
                Differences.registryFile(file.file()),
                "readable",
                file.damaged() == null ? "missing" : "damaged, kept as " + file.damaged());
    }

    private ScanView answer(HeldOperation held, RepairParams params, List<Drift> before) {
        ScanView after = scan.of(held.operation().project(), held.operation().environment());
        List<String> issues = new ArrayList<>(after.issues());
        if (!params.slotsAreSure()) {
            issues.add(UNSURE);
        }
        before.stream()
                .map(Drift::what)
                .filter(what ->
                        what.startsWith("database ") && !what.contains(" user ") && !what.equals("database login"))
                .filter(what ->
                        after.drift().stream().noneMatch(left -> left.what().equals(what)))
                .map("%s was made anew and is empty: its data is not brought back. Restore a dump."::formatted)
                .map(Repair::capitalised)
                .forEach(issues::add);
        return after.with(Differences.afterRepair(before, after.drift())).saying(issues);
    }

    private static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private String write(List<Drift> drift) {
        try {
            return json.writeValueAsString(drift);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<Drift> read(String noted) {
        try {
            return json.readValue(noted, new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
