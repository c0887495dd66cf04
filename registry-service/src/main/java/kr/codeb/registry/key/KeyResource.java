package kr.codeb.registry.key;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewKey;

/** API keys over REST. */
@Path("/keys")
@RunOnVirtualThread
public class KeyResource {

    private final ApiKeys keys;

    KeyResource(ApiKeys keys) {
        this.keys = keys;
    }

    /** The key that the installation makes. */
    public record FirstOwner(String teamId, String name) {}

    /** @param hash SHA-256 of the whole key, hex */
    public record Shown(String hash) {}

    @POST
    @Path("/owner")
    public CreatedKey createFirstOwner(FirstOwner asked) {
        return keys.createFirstOwner(asked.teamId(), asked.name());
    }

    @POST
    public CreatedKey create(NewKey asked) {
        return keys.create(asked);
    }

    @POST
    @Path("/verify")
    public ApiKey verify(Shown shown) {
        return keys.verify(shown.hash());
    }

    @GET
    public List<ApiKey> list(@QueryParam("teamId") String teamId) {
        return keys.list(teamId);
    }

    @DELETE
    @Path("/{id}")
    public ApiKey revoke(@PathParam("id") String id, @QueryParam("teamId") String teamId) {
        return keys.revoke(id, teamId);
    }
}
