package kr.codeb.provisioner.health;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import kr.codeb.contracts.health.PartHealth;

/** How the servers are that the provisioner needs. */
@Path("/hosts/health")
@RunOnVirtualThread
public class HostsHealthResource {

    private final HostsHealth health;

    HostsHealthResource(HostsHealth health) {
        this.health = health;
    }

    @GET
    public Map<String, Map<String, PartHealth>> ask() {
        return health.ask();
    }
}
