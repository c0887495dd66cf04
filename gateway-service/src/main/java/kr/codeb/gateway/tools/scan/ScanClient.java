package kr.codeb.gateway.tools.scan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.registry.Environment;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The deployer, which puts the whole answer together. */
@Path("/scan")
@RegisterRestClient(configKey = "deployer")
interface ScanClient {

    @GET
    @Path("{project}/{environment}")
    ObjectNode scan(@PathParam("project") String project, @PathParam("environment") Environment environment);
}
