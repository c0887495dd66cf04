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
import kr.codeb.contracts.registry.RemovedEnvironment;
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

    /** The end of an environment: all that the registry knows of it is forgotten. */
    @POST
    @Path("projects/{project}/{environment}/removal")
    RemovedEnvironment remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    /** Answers as soon as the operation's revision is greater than {@code after} and, if {@code decided}, its outcome is known; or after {@code wait} ms. */
    @GET
    @Path("operations/{id}")
    Operation operation(
            @PathParam("id") String id,
            @QueryParam("after") long after,
            @QueryParam("wait") long wait,
            @QueryParam("decided") boolean decided);

    @GET
    @Path("operations")
    List<Operation> operations(
            @QueryParam("project") String project,
            @QueryParam("environment") Environment environment,
            @QueryParam("limit") int limit);
}
