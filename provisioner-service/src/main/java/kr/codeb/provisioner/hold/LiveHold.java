package kr.codeb.provisioner.hold;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.operation.Hold;
import kr.codeb.web.ErrorReader;
import kr.codeb.web.Neighbour;
import kr.codeb.web.OutgoingCallFilter;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the registry whether another service's hold still lives: before each effect on a server that knows no fence. */
@Singleton
public class LiveHold {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Client client;

    LiveHold(@RestClient Client client) {
        this.client = client;
    }

    /** @throws CodebException OPERATION_IN_PROGRESS when it does not */
    public void check(Hold hold) {
        Neighbour.patiently(PATIENCE, () -> {
            client.check(hold);
            return null;
        });
    }

    @RegisterRestClient(configKey = "registry")
    @RegisterProvider(OutgoingCallFilter.class)
    @RegisterProvider(ErrorReader.class)
    @Path("/holds/check")
    interface Client {

        @GET
        void check(@HeaderParam(Hold.HEADER) Hold hold);
    }
}
