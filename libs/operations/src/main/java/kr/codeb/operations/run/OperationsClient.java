package kr.codeb.operations.run;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.operation.Ending;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldRequest;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.Progress;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The registry's journal of operations, as an executor uses it. */
@RegisterRestClient(configKey = "registry")
@Path("/")
interface OperationsClient {

    @POST
    @Path("operations")
    Operation begin(NewOperation operation);

    @GET
    @Path("operations/abandoned")
    List<Operation> abandoned(@QueryParam("service") String service, @QueryParam("instance") String instance);

    @POST
    @Path("operations/{id}/hold")
    Operation hold(@PathParam("id") String id, HoldRequest request);

    @POST
    @Path("operations/{id}/progress")
    Operation progress(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold, Progress progress);

    /** @param hold null to end an operation that is still pending */
    @POST
    @Path("operations/{id}/end")
    Operation end(@PathParam("id") String id, @HeaderParam(Hold.HEADER) Hold hold, Ending ending);

    @GET
    @Path("holds/check")
    void check(@HeaderParam(Hold.HEADER) Hold hold);
}
