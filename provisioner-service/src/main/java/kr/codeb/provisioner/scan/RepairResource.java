package kr.codeb.provisioner.scan;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.EnumSet;
import java.util.Set;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.contracts.scan.RepairRequest;
import kr.codeb.provisioner.hold.CallersHold;
import kr.codeb.provisioner.hold.Holds;
import kr.codeb.provisioner.hold.LiveHold;
import kr.codeb.provisioner.provision.Aspect;
import kr.codeb.provisioner.provision.Finding;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.ScannedEnvironment;

/** Where the deployer has a part mended, in the course of its repair. */
@Path("/repairs/{project}/{environment}")
@RunOnVirtualThread
public class RepairResource {

    /** Parts whose passwords are in the env file: unread, nothing can be said of them. */
    private static final Set<RepairPart> WITH_ENV = EnumSet.of(RepairPart.DATABASE, RepairPart.REDIS);

    private final Scan scan;
    private final Makers makers;
    private final LiveHold live;

    RepairResource(Scan scan, Makers makers, LiveHold live) {
        this.scan = scan;
        this.makers = makers;
        this.live = live;
    }

    /** Mends one part, if there is anything to mend. */
    @POST
    public RepairReport repair(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RepairRequest request) {
        return Holds.guarded(hold, () -> {
            CallersHold held = new CallersHold(project, environment, hold, live);
            held.check();
            ScannedEnvironment found = scan.environment(project, environment);
            Aspect<?> aspect = makers.aspects().stream()
                    .filter(one -> one.part() == request.part())
                    .findFirst()
                    .orElseThrow();
            if (WITH_ENV.contains(aspect.part()) && found.env().unreachable() != null) {
                throw found.env().unreachable();
            }
            Finding<?> finding = aspect.look(found);
            return finding.repairable()
                    ? RepairReport.done(aspect.repair(held, found))
                    : RepairReport.nothing(finding.issues().isEmpty() ? null : String.join(" ", finding.issues()));
        });
    }
}
