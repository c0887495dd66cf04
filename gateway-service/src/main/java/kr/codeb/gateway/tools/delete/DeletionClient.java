package kr.codeb.gateway.tools.delete;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.deletion.DeletionPlan;
import kr.codeb.contracts.registry.Environment;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The deployer, which looks at all that would go. */
@Path("/deletions")
@RegisterRestClient(configKey = "deployer")
interface DeletionClient {

    @GET
    @Path("{project}/{environment}")
    DeletionPlan plan(@PathParam("project") String project, @PathParam("environment") Environment environment);
}
