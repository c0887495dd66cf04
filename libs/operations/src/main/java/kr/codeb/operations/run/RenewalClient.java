package kr.codeb.operations.run;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Renews a hold: a call of its own, since it is worth nothing unless it is answered within seconds. */
@RegisterRestClient(configKey = "registry-renewal")
@Path("operations/{id}/renew")
interface RenewalClient {

    @POST
    void renew(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold, HoldRequest request);
}
