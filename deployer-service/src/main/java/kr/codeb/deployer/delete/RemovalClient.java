package kr.codeb.deployer.delete;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.deletion.RemovalRequest;
import kr.codeb.contracts.deletion.ServerRemains;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Environment;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The provisioner's part of a deletion. */
@RegisterRestClient(configKey = "provisioner")
@Path("/removals/{project}/{environment}")
public interface RemovalClient {

    @GET
    ServerRemains look(@PathParam("project") String project, @PathParam("environment") Environment environment);

    @POST
    void remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RemovalRequest request);
}
