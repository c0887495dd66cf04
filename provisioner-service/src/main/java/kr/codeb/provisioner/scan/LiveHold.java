package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry whether another service's hold still lives: before each effect on a server that knows no fence. */
@Singleton
class LiveHold {

    private final Client client;

    LiveHold(@RestClient Client client) {
        this.client = client;
    }

    /** @throws CodebException OPERATION_IN_PROGRESS when it does not */
    void check(Hold hold) {
        Neighbour.patiently(Neighbour.OPERATION, () -> {
            client.check(hold);
            return null;
        });
    }

    @RegisterRestClient(configKey = "registry")
    @Path("/holds/check")
    interface Client {

        @GET
        void check(@HeaderParam(Hold.HEADER) Hold hold);
    }
}
