package kr.codeb.gateway.neighbour;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.deployer.ContainerConditions;
import kr.codeb.contracts.deployer.ContainerViews;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The calls that the gateway makes to the deployer. */
@Path("/")
@RegisterRestClient(configKey = "deployer")
public interface DeployerClient extends ExecutorClient {

    @GET
    @Path("containers/{project}/{environment}")
    ContainerViews containers(@PathParam("project") String project, @PathParam("environment") Environment environment);

    /** Whether the containers of these projects are well; of all when there are none. */
    @GET
    @Path("containers")
    ContainerConditions conditions(@QueryParam("project") List<String> projects);

    /** Answers when a container may be given so much; INVALID_PARAMS otherwise. What is null is not asked about. */
    @GET
    @Path("capacity")
    void capacity(@QueryParam("memory") String memory, @QueryParam("cpus") String cpus);

    @GET
    @Path("logs/{project}/{environment}/{slot}")
    LogTail logs(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("slot") SlotName slot,
            @QueryParam("lines") int lines,
            @QueryParam("since") String since,
            @QueryParam("contains") String contains);

    /**
     * The last lines that a slot's container wrote, oldest first.
     *
     * @param cut whether older lines were left out for their size; null when nothing was said
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogTail(SlotName slot, List<String> lines, Boolean cut) {}
}
