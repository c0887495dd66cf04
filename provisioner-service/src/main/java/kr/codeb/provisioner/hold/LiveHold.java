package kr.codeb.provisioner.hold;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.contracts.operation.HoldLost;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry whether another service's hold still lives: before each effect on a server that knows no fence. */
@Singleton
public class LiveHold {

    private final Client client;

    LiveHold(@RestClient Client client) {
        this.client = client;
    }

    /** @throws HoldLost when it does not */
    public void check(Hold hold) {
        Neighbour.changing(() -> client.check(hold));
    }

    @RegisterRestClient(configKey = "registry")
    @Path("/holds/check")
    interface Client {

        @GET
        void check(@HeaderParam(Hold.HEADER) Hold hold);
    }
}
