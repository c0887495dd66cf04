package kr.codeb.registry.audit;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.registry.base.Body;

/** The audit over REST. */
@Path("/audit")
@RunOnVirtualThread
public class AuditResource {

    private static final int MOST = 1000;

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @POST
    public AuditEntry add(NewAuditEntry what) {
        if (Body.required(what).by() == null || what.action() == null || what.outcome() == null) {
            throw new CodebException(
                    ErrorCode.INVALID_PARAMS, "An audit entry says by whom, what, and with which outcome.");
        }
        return audit.add(what);
    }

    /**
     * Newest first; absent filters let everything through.
     *
     * @param before only older ones than this number: the last one of the page before
     */
    @GET
    public List<AuditEntry> list(
            @QueryParam("teamId") String teamId,
            @QueryParam("project") String project,
            @QueryParam("by") String by,
            @QueryParam("before") @DefaultValue("0") long before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        return audit.list(
                what -> (teamId == null || teamId.equals(what.teamId()))
                        && (project == null || project.equals(what.project()))
                        && (by == null || by.equals(what.by())),
                before,
                Math.clamp(limit, 1, MOST));
    }

    @GET
    @Path("/verification")
    public AuditVerdict verify() {
        return audit.verify();
    }
}
