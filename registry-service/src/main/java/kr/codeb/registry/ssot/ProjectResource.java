package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.SettingDifference;
import kr.codeb.contracts.registry.SettingsChanged;
import kr.codeb.registry.base.Body;

/** Projects and their ports over REST. */
@Path("/projects")
@RunOnVirtualThread
public class ProjectResource {

    private final ProjectStore projects;
    private final PortStore ports;
    private final SettingsStore settings;

    ProjectResource(ProjectStore projects, PortStore ports, SettingsStore settings) {
        this.projects = projects;
        this.ports = ports;
        this.settings = settings;
    }

    /** @param taken ports in use that the registry cannot see; may be absent */
    public record PortRequest(Set<Integer> taken) {

        public PortRequest {
            taken = taken == null ? Set.of() : taken;
        }
    }

    @GET
    public List<Project> list(@QueryParam("teamId") String teamId) {
        return projects.list(teamId);
    }

    @GET
    @Path("/{project}")
    public Project read(@PathParam("project") String project) {
        return projects.read(project);
    }

    @PUT
    @Path("/{project}/{environment}")
    public Allocation<Project> ensure(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            NewProject asked) {
        return projects.ensure(project, environment, asked, hold);
    }

    /** @param wanted settings by name, of those that a team may choose */
    @PATCH
    @Path("/{project}/{environment}/settings")
    public SettingsChanged change(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            ObjectNode wanted) {
        return settings.change(project, environment, Body.required(wanted), hold);
    }

    /** @param given params of {@code workflow_init} by name, those that its caller gave */
    @POST
    @Path("/{project}/{environment}/settings/differences")
    public List<SettingDifference> differences(
            @PathParam("project") String project, @PathParam("environment") Environment environment, ObjectNode given) {
        return settings.differences(project, environment, Body.required(given));
    }

    @DELETE
    @Path("/{project}/{environment}")
    public void remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        projects.remove(project, environment, hold);
    }

    @POST
    @Path("/{project}/{environment}/ports")
    public Allocation<Ports> ensurePorts(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            PortRequest asked) {
        return ports.ensure(project, environment, asked == null ? Set.of() : asked.taken(), hold);
    }

    @DELETE
    @Path("/{project}/{environment}/ports")
    public void releasePorts(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold) {
        ports.release(project, environment, hold);
    }
}
