package kr.codeb.deployer.scan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.HostScan;
import kr.codeb.contracts.scan.RepairReport;
import kr.codeb.contracts.scan.RepairRequest;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The provisioner's part of a scan and of a repair. */
@RegisterRestClient(configKey = "provisioner")
@Path("/")
public interface ScanAndRepairClient {

    @GET
    @Path("scan/{project}/{environment}")
    HostScan scan(@PathParam("project") String project, @PathParam("environment") Environment environment);

    @POST
    @Path("repairs/{project}/{environment}")
    RepairReport repair(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RepairRequest request);
}
