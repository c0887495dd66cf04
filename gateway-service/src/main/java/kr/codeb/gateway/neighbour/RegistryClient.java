package kr.codeb.gateway.neighbour;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.key.NewKey;
import kr.codeb.contracts.key.Revocation;
import kr.codeb.contracts.operation.NewOperation;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationFigures;
import kr.codeb.contracts.operation.RepeatedCall;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.SlotStatus;
import kr.codeb.contracts.registry.Slots;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** The calls that the gateway makes to the registry. */
@Path("/")
@RegisterRestClient(configKey = "registry")
public interface RegistryClient {

    /** 201 with a new operation, or 200 with the one that was made by the same idempotency key before. */
    @POST
    @Path("operations")
    RestResponse<Operation> writeDown(NewOperation operation);

    /** @return the operation that the same call began before; null when there is none */
    @POST
    @Path("operations/begun-before")
    Operation begunBefore(RepeatedCall repeated);

    @GET
    @Path("operations/{id}")
    Operation operation(@PathParam("id") String id);

    /**
     * Answers as soon as the operation's revision is greater than {@code after} and, if {@code decided}, its outcome is known; or
     * after {@code wait} ms.
     */
    @GET
    @Path("operations/{id}")
    Operation operation(
            @PathParam("id") String id,
            @QueryParam("after") long after,
            @QueryParam("wait") long wait,
            @QueryParam("decided") boolean decided);

    @GET
    @Path("operations")
    List<Operation> operations(
            @QueryParam("teamId") String teamId,
            @QueryParam("project") String project,
            @QueryParam("environment") Environment environment,
            @QueryParam("limit") int limit);

    @GET
    @Path("operations/figures")
    OperationFigures figures();

    @GET
    @Path("projects")
    List<Project> projects(@QueryParam("teamId") String teamId);

    @GET
    @Path("projects/{project}")
    Project project(@PathParam("project") String project);

    @GET
    @Path("slots/{project}/{environment}")
    Slots slots(@PathParam("project") String project, @PathParam("environment") Environment environment);

    /** The slot file, and what of this team changes it just now. */
    @GET
    @Path("slots/{project}/{environment}/status")
    SlotStatus slotStatus(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @QueryParam("teamId") String teamId);

    @GET
    @Path("slots")
    List<Slots> slots(@QueryParam("teamId") String teamId);

    @POST
    @Path("keys/verify")
    ApiKey verify(Map<String, String> hash);

    @POST
    @Path("keys")
    CreatedKey createKey(NewKey key);

    /** A key for a workflow's run, if something trusts it. */
    @POST
    @Path("keys/ci")
    CreatedKey createCiKey(NewCiKey key);

    @GET
    @Path("keys")
    List<ApiKey> keys(@QueryParam("teamId") String teamId);

    @DELETE
    @Path("keys/{id}")
    Revocation revokeKey(@PathParam("id") String id, @QueryParam("teamId") String teamId, @QueryParam("by") String by);

    @POST
    @Path("audit")
    AuditEntry audit(NewAuditEntry what);

    /** Newest first. @param before only older ones than this number; 0: from the newest on */
    @GET
    @Path("audit")
    List<AuditEntry> audit(
            @QueryParam("teamId") String teamId,
            @QueryParam("project") String project,
            @QueryParam("by") String by,
            @QueryParam("before") long before,
            @QueryParam("limit") int limit);

    @GET
    @Path("audit/verification")
    AuditVerdict verifyAudit();

    @GET
    @Path("q/health/ready")
    String ready();
}
