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
import kr.codeb.provisioner.host.Holds;

/** Where the deployer has a part mended, in the course of its repair. */
@Path("/repairs/{project}/{environment}")
@RunOnVirtualThread
public class RepairResource {

    /** Parts whose passwords stand in the env file: unread, nothing can be said of them. */
    private static final Set<RepairPart> WITH_ENV = EnumSet.of(RepairPart.DATABASE, RepairPart.REDIS);

    private final Scan scan;
    private final LiveHold live;

    RepairResource(Scan scan, LiveHold live) {
        this.scan = scan;
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
            live.check(hold);
            Subject subject = scan.subject(project, environment);
            Part<?> part = scan.parts().stream()
                    .filter(one -> one.name() == request.part())
                    .findFirst()
                    .orElseThrow();
            if (WITH_ENV.contains(part.name()) && subject.env().away() != null) {
                throw subject.env().away();
            }
            Look<?> look = part.look(subject);
            return look.repairable()
                    ? RepairReport.done(part.repair(hold, subject))
                    : RepairReport.nothing(look.issues().isEmpty() ? null : String.join(" ", look.issues()));
        });
    }
}
