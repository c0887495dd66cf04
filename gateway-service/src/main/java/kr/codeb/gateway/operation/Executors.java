package kr.codeb.gateway.operation;

import jakarta.inject.Singleton;
import java.util.Map;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.neighbour.DeployerClient;
import kr.codeb.gateway.neighbour.ExecutorClient;
import kr.codeb.gateway.neighbour.ProvisionerClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The services that run operations, by name. */
@Singleton
class Executors {

    private final Map<String, ExecutorClient> byName;

    Executors(@RestClient ProvisionerClient provisioner, @RestClient DeployerClient deployer) {
        byName = Map.of("provisioner", provisioner, "deployer", deployer);
    }

    ExecutorClient of(OperationKind kind) {
        return byName.get(kind.service());
    }
}
