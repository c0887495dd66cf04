package kr.codeb.gateway.auth;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.key.ApiKey;
import kr.codeb.contracts.key.Role;
import kr.codeb.contracts.registry.Environment;

/**
 * Who calls: the key by its id, never by its text.
 *
 * @param keyId {@code key_…}
 * @param projects names of the projects that it may reach; null: all of its team
 * @param tools names of the tools that it may call; null: all that its role may
 * @param environments those of its projects that it may reach; null: all
 */
public record Caller(
        String keyId,
        String teamId,
        Role role,
        List<String> projects,
        List<String> tools,
        List<Environment> environments) {

    private static final String PLACE = "codeb.caller";

    static Caller of(ApiKey key) {
        return new Caller(key.id(), key.teamId(), key.role(), key.projects(), key.tools(), key.environments());
    }

    /** The caller that the gate let in; anything that slipped past the gate is turned away here. */
    public static Caller of(RoutingContext request) {
        if (request != null && request.get(PLACE) instanceof Caller caller) {
            return caller;
        }
        throw ApiKeys.unauthenticated();
    }

    /** Notes down who makes this request. */
    public void enter(RoutingContext request) {
        request.put(PLACE, this);
    }

    /** Whether it may reach a project of this name, if its team has one. */
    public boolean mayReach(String project) {
        return projects == null || projects.contains(project);
    }

    /** @param environment null: whichever */
    public boolean mayReach(Environment environment) {
        return environments == null || environment == null || environments.contains(environment);
    }

    /** Whether something of this team, project and environment is this caller's to see. */
    public boolean owns(String team, String project, Environment environment) {
        return owns(team, project) && mayReach(environment);
    }

    /** Whether something of this team and project is this caller's to see. */
    public boolean owns(String team, String project) {
        return teamId.equals(team) && mayReach(project);
    }

    /** Whether it may call a tool of this name, which needs this role. */
    public boolean mayCall(String tool, Role needed) {
        return role.atLeast(needed) && (tools == null || tools.contains(tool));
    }

    /** Whether it may less than its role. */
    public boolean isNarrowed() {
        return projects != null || tools != null;
    }

    /** @throws CodebException FORBIDDEN naming what the key is for, or the role that the tool needs */
    public void mustBeFor(String tool, Role needed) {
        if (tools != null && !tools.contains(tool)) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "Your key may not call %s; it is for %s. Use another key."
                            .formatted(tool, String.join(", ", tools)),
                    Map.of("tools", tools));
        }
        mustBe(needed, tool);
    }

    /** @throws CodebException FORBIDDEN unless it may see what is no single project's: an admin whose key is not narrowed */
    public void mustOversee(String what) {
        mustBe(Role.ADMIN, what);
        if (isNarrowed()) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "Your key is for some projects or tools only. %s can be read with another key.".formatted(what));
        }
    }

    /** @throws CodebException FORBIDDEN naming the role that {@code what} needs */
    public void mustBe(Role needed, String what) {
        if (!role.atLeast(needed)) {
            throw new CodebException(
                    ErrorCode.FORBIDDEN,
                    "%s needs the role %s; your key has the role %s. Use a key with that role."
                            .formatted(what, needed, role),
                    Map.of("needed", needed.wire(), "role", role.wire()));
        }
    }
}
