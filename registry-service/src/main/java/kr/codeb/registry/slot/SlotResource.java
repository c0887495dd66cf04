package kr.codeb.registry.slot;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.SlotEvent;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.registry.operation.OperationJournal;

/** Slots over REST. Others send events, never states. */
@Path("/slots")
@RunOnVirtualThread
public class SlotResource {

    private final SlotStore slots;
    private final OperationJournal operations;

    SlotResource(SlotStore slots, OperationJournal operations) {
        this.slots = slots;
        this.operations = operations;
    }

    /** What a slot file is made from. */
    public record NewSlots(String teamId, Ports ports) {}

    @GET
    public List<Slots> list(@QueryParam("teamId") String teamId) {
        return slots.list(teamId);
    }

    @GET
    @Path("/{project}/{environment}")
    public Slots read(@PathParam("project") String project, @PathParam("environment") Environment environment) {
        return slots.read(project, environment);
    }

    /** The file as it is, and what of this team changes it just now. */
    @GET
    @Path("/{project}/{environment}/status")
    public SlotStatus status(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @QueryParam("teamId") String teamId) {
        return new SlotStatus(
                slots.raw(project, environment),
                operations
                        .running(teamId, project, environment)
                        .map(SlotStatus.Running::of)
                        .orElse(null));
    }

    @PUT
    @Path("/{project}/{environment}")
    public Allocation<Slots> ensure(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            NewSlots asked) {
        return slots.ensure(project, environment, asked.teamId(), asked.ports(), hold);
    }

    @DELETE
    @Path("/{project}/{environment}")
    public void remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        slots.remove(project, environment, hold);
    }

    @POST
    @Path("/{project}/{environment}/events")
    public Slots apply(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            SlotEvent event) {
        return slots.apply(project, environment, event, hold);
    }
}
