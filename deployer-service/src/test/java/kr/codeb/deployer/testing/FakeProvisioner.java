package kr.codeb.deployer.testing;

import jakarta.enterprise.inject.Vetoed;
import java.util.List;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.provisioner.RouteChange;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Route;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.neighbour.ProvisionerClient;

/** Remembers where traffic goes. */
@Vetoed
public final class FakeProvisioner implements ProvisionerClient {

    public Route route = Route.NONE;
    public List<SlotName> previews = List.of();
    public EnvRelease env = new EnvRelease("env-1", "/opt/codeb/projects/myapp/.env.production", "");
    public CodebException envRefusal;
    /** Refuses once to open a preview for a slot that had none. */
    public CodebException previewRefusal;

    public CodebException verifyRefusal;

    @Override
    public EnvRelease release(String project, Environment environment, Hold hold) {
        if (envRefusal != null) {
            throw envRefusal;
        }
        return env;
    }

    @Override
    public EnvRelease release(String project, Environment environment, String version) {
        return env;
    }

    @Override
    public RouteAnswer route(String project, Environment environment, Hold hold, RouteChange change) {
        if (previewRefusal != null && !change.verify() && change.previews().size() >= previews.size()) {
            CodebException once = previewRefusal;
            previewRefusal = null;
            throw once;
        }
        if (change.verify() && verifyRefusal != null) {
            throw verifyRefusal;
        }
        route = change.route();
        previews = change.previews();
        return new RouteAnswer(
                change.verify() ? change.route().slots().getFirst().wire() : null);
    }
}
