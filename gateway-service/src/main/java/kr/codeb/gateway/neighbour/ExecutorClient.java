package kr.codeb.gateway.neighbour;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.contracts.operation.RunRequest;

/** What the two services that run operations have in common. */
public interface ExecutorClient {

    /** Begins a written-down operation; answers at once. Safe to repeat. */
    @POST
    @Path("operations/{id}/run")
    void run(@PathParam("id") String id, RunRequest request);

    /** The servers that this service works on, by host and part. */
    @GET
    @Path("hosts/health")
    Map<String, Map<String, PartHealth>> hosts();

    @GET
    @Path("q/health/ready")
    String ready();
}
