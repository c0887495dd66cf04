package kr.codeb.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.Blame;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.auth.Counter;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Effect;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Request;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Writes into the registry's audit each call that changes or reveals something, and the refused ones. Never a value of a param. */
@Singleton
public class AuditTrail {

    private static final Logger LOG = Logger.getLogger(AuditTrail.class);
    /** Refusals of one key that are written down in a minute. */
    private static final int MOST_REFUSALS = 30;

    private static final int LONGEST_DETAIL = 300;
    private static final String SUCCESS = "success";
    /** An operation works on it; its record tells how it ends. */
    private static final String BEGUN = "begun";

    private final RegistryClient registry;
    private final ToolCatalog catalog;
    private final Counter refusals = new Counter(Clock.systemUTC());

    @Inject
    AuditTrail(@RestClient RegistryClient registry, ToolCatalog catalog) {
        this.registry = registry;
        this.catalog = catalog;
    }

    /** An operation was begun for a call. What cannot be written down is told to the log: the operation's record says it, too. */
    public void begun(Request request, String operationId) {
        try {
            write(request, BEGUN, operationId, raised(request));
        } catch (RuntimeException failed) {
            LOG.errorf("not in the audit: %s, operation %s: %s", request.tool(), operationId, failed.getMessage());
        }
    }

    /**
     * A call is about to be answered.
     *
     * @throws CodebException when the answer reveals something and that could not be written down: it must not be told then
     */
    public void answered(Request request, Answer answer) {
        if (!answer.succeeded()) {
            refused(request, answer);
        } else if (reveals(request)) {
            Neighbour.reading(() -> write(request, SUCCESS, null, raised(request)));
        } else if (catalog.tool(request.tool())
                .filter(tool -> tool.effect() != Effect.READ)
                .isPresent()) {
            try {
                write(request, SUCCESS, null, null);
            } catch (RuntimeException failed) {
                LOG.errorf(
                        "not in the audit: %s by %s: %s",
                        request.tool(), request.caller().keyId(), failed.getMessage());
            }
        }
    }

    /** What went wrong on our side is in the log, and was no refusal. */
    private void refused(Request request, Answer answer) {
        boolean callers = answer.failure().blame() == Blame.CALLER;
        if (!callers || refusals.count(request.caller().keyId()) > MOST_REFUSALS) {
            return;
        }
        try {
            String operation = answer.body().path("operationId").asText(null);
            registry.audit(entry(
                    request,
                    answer.outcome(),
                    operation,
                    answer.body().path("error").asText()));
        } catch (RuntimeException failed) {
            LOG.warnf("a refusal is not in the audit: %s", failed.getMessage());
        }
    }

    private boolean reveals(Request request) {
        return catalog.tool(request.tool())
                        .filter(tool -> tool.effect() == Effect.READ)
                        .isPresent()
                && raised(request) != null;
    }

    /** {@code with reveal}: the params that need more than the tool's role; null when there are none. */
    private String raised(Request request) {
        JsonNode params = request.params();
        return catalog.tool(request.tool()).stream()
                .flatMap(tool -> tool.input().params().stream())
                .filter(param -> params != null && param.isRaisedBy(params))
                .map(Param::name)
                .reduce((one, other) -> one + " and " + other)
                .map("with %s"::formatted)
                .orElse(null);
    }

    /** A registry that restarts is waited for. */
    private Object write(Request request, String outcome, String operationId, String detail) {
        NewAuditEntry entry = entry(request, outcome, operationId, detail);
        return Neighbour.once(() -> registry.audit(entry));
    }

    private NewAuditEntry entry(Request request, String outcome, String operationId, String detail) {
        Optional<Tool> tool = catalog.tool(request.tool());
        String project = word(request, "projectName");
        return new NewAuditEntry(
                request.caller().teamId(),
                request.caller().keyId(),
                tool.map(Tool::name).orElseGet(() -> Violations.shown(request.tool())),
                project == null ? null : Violations.shown(project),
                environment(request, tool),
                outcome,
                operationId,
                request.correlationId(),
                detail == null || detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL));
    }

    private static Environment environment(Request request, Optional<Tool> tool) {
        String given = word(request, "environment");
        String fallback = tool.flatMap(known -> known.input().param("environment"))
                .map(Param::fallback)
                .map(JsonNode::asText)
                .orElse(null);
        try {
            String name = given == null ? fallback : given;
            return name == null ? null : Environment.of(name);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    private static String word(Request request, String param) {
        return request.params() == null ? null : request.params().path(param).asText(null);
    }
}
