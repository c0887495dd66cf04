package kr.codeb.gateway.neighbour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import kr.codeb.contracts.provisioner.EnvView;
import kr.codeb.contracts.registry.Environment;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls that the gateway makes to the provisioner. */
@Path("/")
@RegisterRestClient(configKey = "provisioner")
public interface ProvisionerClient extends ExecutorClient {

    @GET
    @Path("env/{project}/{environment}")
    EnvView env(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @QueryParam("reveal") boolean reveal);

    /** How the text of an env file and the env file differ. */
    @POST
    @Path("env/{project}/{environment}/scan")
    ObjectNode scanEnv(
            @PathParam("project") String project, @PathParam("environment") Environment environment, ObjectNode text);
}
