package kr.codeb.deployer.neighbour;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Env files and routes. Use {@link Provisioner}, which outlasts its restarts. */
@RegisterRestClient(configKey = "provisioner")
@Path("/")
public interface ProvisionerClient {

    /** Makes what {@code docker run} reads anew from the truth. */
    @PUT
    @Path("env/{project}/{environment}/release")
    EnvRelease release(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold);

    /** What an earlier release was started with. */
    @GET
    @Path("env/{project}/{environment}/releases/{version}")
    EnvRelease release(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("version") String version);

    @PUT
    @Path("routes/{project}/{environment}")
    RouteAnswer route(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @HeaderParam(Hold.HEADER) Hold hold,
            RouteChange change);

    /** @param answeredBy the slot that answered through Caddy; absent when nobody asked */
    record RouteAnswer(String answeredBy) {}
}
