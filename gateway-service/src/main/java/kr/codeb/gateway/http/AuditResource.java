package kr.codeb.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Correlation;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The audit of the caller's team, for its admins. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AuditResource {

    private final RegistryClient registry;
    private final RateLimit rateLimit;

    AuditResource(@RestClient RegistryClient registry, RateLimit rateLimit) {
        this.registry = registry;
        this.rateLimit = rateLimit;
    }

    /**
     * Newest first.
     *
     * @param before only entries older than this number: {@code next} of the page before
     * @param verify {@code true}: also whether any entry of the whole audit was changed, removed or moved
     */
    @GET
    public ObjectNode list(
            RoutingContext context,
            @QueryParam("project") String project,
            @QueryParam("by") String by,
            @QueryParam("before") @DefaultValue("0") String before,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("verify") @DefaultValue("false") String verify) {
        Caller caller = Caller.of(context);
        rateLimit.take(caller).check();
        caller.mustOversee("The audit");
        int wanted = (int) whole("limit", limit, 1, 500);
        List<AuditEntry> entries = Neighbour.reading(
                () -> registry.audit(caller.teamId(), project, by, whole("before", before, 0, Long.MAX_VALUE), wanted));
        ObjectNode fields = Json.object();
        ArrayNode shown = fields.putArray("entries");
        entries.stream()
                .filter(entry -> caller.teamId().equals(entry.what().teamId()))
                .map(AuditResource::shown)
                .forEach(shown::add);
        fields.put("next", entries.size() < wanted ? null : entries.getLast().number());
        if (verify.equals("true")) {
            AuditVerdict verdict = Neighbour.reading(registry::verifyAudit);
            ((ObjectNode) fields.set("verification", Json.tree(verdict)).get("verification"))
                    .put("intact", verdict.intact());
        }
        return Answer.success(fields, null, Correlation.current()).body();
    }

    private static ObjectNode shown(AuditEntry entry) {
        ObjectNode shown =
                Json.object().put("number", entry.number()).put("at", entry.at().toString());
        return shown.setAll((ObjectNode) Json.tree(entry.what()));
    }

    private static long whole(String name, String text, long lowest, long highest) {
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) >= lowest && Long.parseLong(text) <= highest) {
            return Long.parseLong(text);
        }
        throw new CodebException(
                ErrorCode.INVALID_REQUEST,
                "%s must be a whole number of %d or more.".formatted(name, lowest),
                Map.of());
    }
}
