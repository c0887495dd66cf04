package kr.codeb.registry.domain;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.registry.Allocation;
import kr.codeb.contracts.registry.Environment;

/** Domains over REST. */
@Path("/projects/{project}/{environment}/domains/{domain}")
@RunOnVirtualThread
public class DomainResource {

    private final Domains domains;

    DomainResource(Domains domains) {
        this.domains = domains;
    }

    /** Whether the environment may have the name, or has it: an answer without content. Else the refusal says why. */
    @GET
    public void check(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain) {
        domains.check(project, environment, domain);
    }

    @PUT
    public Allocation<List<String>> add(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain,
            @HeaderParam(Hold.HEADER) Hold hold) {
        return domains.add(project, environment, domain, hold);
    }

    @DELETE
    public List<String> remove(
            @PathParam("project") String project,
            @PathParam("environment") Environment environment,
            @PathParam("domain") String domain,
            @HeaderParam(Hold.HEADER) Hold hold) {
        return domains.remove(project, environment, domain, hold);
    }
}
