package kr.codeb.deployer.scan;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.ScanView;

/** The whole answer of {@code workflow_scan}. */
@Path("/scan/{project}/{environment}")
@RunOnVirtualThread
public class ScanResource {

    private final Scan scan;

    ScanResource(Scan scan) {
        this.scan = scan;
    }

    @GET
    public ScanView scan(@PathParam("project") String project, @PathParam("environment") Environment environment) {
        return scan.now(project, environment);
    }
}
