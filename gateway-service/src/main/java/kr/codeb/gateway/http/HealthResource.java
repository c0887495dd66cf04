package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import kr.codeb.contracts.health.PartHealth;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.neighbour.SystemHealth;

/** Whether CodeB can work: 200 when all its services answer, else 503. Open to everybody, and quick. */
@Path("/health")
public class HealthResource {

    private final SystemHealth parts;

    HealthResource(SystemHealth parts) {
        this.parts = parts;
    }

    @GET
    @RunOnVirtualThread
    public Response health() {
        Map<String, PartHealth> services = parts.services();
        boolean up = services.values().stream().allMatch(SystemHealth::up);
        ObjectNode body = Json.object().put("status", up ? "up" : "down");
        body.set("parts", Json.tree(services));
        return Response.status(up ? 200 : 503)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
