package kr.codeb.gateway.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import kr.codeb.gateway.auth.Caller;
import kr.codeb.gateway.auth.RateLimit;
import kr.codeb.gateway.metrics.MetricsPage;

/** Figures for Prometheus: sums over all teams, without a name of anybody; for admins, with a key like everything else. */
@Path("/metrics")
public class MetricsResource {

    private final MetricsPage page;
    private final RateLimit rateLimit;

    MetricsResource(MetricsPage page, RateLimit rateLimit) {
        this.page = page;
        this.rateLimit = rateLimit;
    }

    @GET
    @RunOnVirtualThread
    public Response metrics(RoutingContext context) {
        Caller caller = Caller.of(context);
        rateLimit.take(caller).check();
        caller.mustOversee("The metrics");
        return Response.ok(page.print(), MetricsPage.TYPE).build();
    }
}
