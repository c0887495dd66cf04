package kr.codeb.provisioner.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SettingsChanged;
import kr.codeb.contracts.registry.Slots;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls that the provisioner makes to the registry. */
@RegisterRestClient(configKey = "registry")
@Path("/")
interface RegistryClient {

    @GET
    @Path("projects")
    List<Project> projects();

    @GET
    @Path("projects/{project}")
    Project project(@PathParam("project") String project);

    @POST
    @Path("projects/{project}/{environment}/ports")
    Allocation<Ports> allocatePorts(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            TakenPorts taken);

    @DELETE
    @Path("projects/{project}/{environment}/ports")
    void freePorts(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    @PUT
    @Path("projects/{project}/{environment}")
    Allocation<Project> enter(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            Entry entry);

    @PATCH
    @Path("projects/{project}/{environment}/settings")
    SettingsChanged change(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            ObjectNode wanted);

    @DELETE
    @Path("projects/{project}/{environment}")
    void strike(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    @GET
    @Path("slots/{project}/{environment}")
    Slots slots(@PathParam("project") String project, @PathParam("environment") Environment environment);

    @PUT
    @Path("slots/{project}/{environment}")
    Allocation<Slots> ensureSlots(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            NewSlots slots);

    @DELETE
    @Path("slots/{project}/{environment}")
    void removeSlots(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    @POST
    @Path("redis-numbers/{project}/{environment}")
    Allocation<Integer> allocateRedis(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RedisSize size);

    @DELETE
    @Path("redis-numbers/{project}/{environment}")
    void freeRedis(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    @GET
    @Path("projects/{project}/{environment}/domains/{domain}")
    void checkDomain(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain);

    @PUT
    @Path("projects/{project}/{environment}/domains/{domain}")
    Allocation<List<String>> addDomain(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain,
            @HeaderParam(Hold.HEADER) Hold hold);

    @DELETE
    @Path("projects/{project}/{environment}/domains/{domain}")
    List<String> removeDomain(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain,
            @HeaderParam(Hold.HEADER) Hold hold);

    /** @param taken ports that something on the App Server uses, whatever the registry knows of it */
    record TakenPorts(List<Integer> taken) {}

    record NewSlots(String teamId, Ports ports) {}

    /** @param databases how many numbers the server has, 0 included */
    record RedisSize(int databases) {}

    record Entry(String teamId, String type, String createdBy, ProjectEnvironment settings) {}
}
