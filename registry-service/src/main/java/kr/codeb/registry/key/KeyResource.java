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
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.registry.base.Body;

/** API keys over REST. */
@Path("/keys")
@RunOnVirtualThread
public class KeyResource {

    private final ApiKeys keys;
    private final CiKeys ciKeys;

    KeyResource(ApiKeys keys, CiKeys ciKeys) {
        this.keys = keys;
        this.ciKeys = ciKeys;
    }

    /** A team's first owner key, which the person who keeps the servers makes. */
    public record FirstOwner(String teamId, String name) {}

    /** @param hash SHA-256 of the whole key, hex */
    public record Shown(String hash) {}

    @POST
    @Path("/owner")
    public CreatedKey createOwner(FirstOwner asked) {
        return keys.createOwner(Body.required(asked).teamId(), asked.name());
    }

    @POST
    public CreatedKey create(NewKey asked) {
        return keys.create(Body.required(asked));
    }

    /** The key of a workflow's run, whose assertion the caller has checked. */
    @POST
    @Path("/ci")
    public CreatedKey createForRun(NewCiKey asked) {
        return ciKeys.create(Body.required(asked));
    }

    @POST
    @Path("/verify")
    public ApiKey verify(Shown shown) {
        return keys.verify(Body.required(shown).hash());
    }

    @GET
    public List<ApiKey> list(@QueryParam("teamId") String teamId) {
        return keys.list(teamId);
    }

    /**
     * @param by id of the key that asks; it survives although the revoked one had made it
     * @param keepMade true: the keys that it made go on
     */
    @DELETE
    @Path("/{id}")
    public Revocation revoke(
            @PathParam("id") String id,
            @QueryParam("teamId") String teamId,
            @QueryParam("by") String by,
            @QueryParam("keepMade") boolean keepMade) {
        return keys.revoke(id, teamId, by, keepMade);
    }
}
