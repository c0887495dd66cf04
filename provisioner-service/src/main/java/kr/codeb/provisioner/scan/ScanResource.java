package kr.codeb.provisioner.scan;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.HostScan;

/** What is really there of a project's environment. */
@Path("/scan/{project}/{environment}")
@RunOnVirtualThread
public class ScanResource {

    private final Scan scan;

    ScanResource(Scan scan) {
        this.scan = scan;
    }

    @GET
    public HostScan scan(@PathParam("project") String project, @PathParam("environment") Environment environment) {
        return scan.of(scan.environment(project, environment));
    }
}
