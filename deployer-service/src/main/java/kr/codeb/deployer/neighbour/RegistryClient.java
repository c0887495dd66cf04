package kr.codeb.deployer.neighbour;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.Slots;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The truth about projects and slots. Use {@link Registry}, which outlasts its restarts. */
@RegisterRestClient(configKey = "registry")
@Path("/")
public interface RegistryClient {

    @GET
    @Path("projects/{project}")
    Project project(@PathParam("project") String project);

    @GET
    @Path("slots/{project}/{environment}")
    Slots slots(@PathParam("project") String project, @PathParam("environment") Environment environment);

    @GET
    @Path("slots")
    List<Slots> slots();

    @POST
    @Path("slots/{project}/{environment}/events")
    Slots record(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            SlotEvent event);

    @GET
    @Path("operations")
    List<Operation> operations(
            @QueryParam("project") String project,
            @QueryParam("environment") Environment environment,
            @QueryParam("limit") int limit);
}
