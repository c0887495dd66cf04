package kr.codeb.gateway.tools.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.catalogue.Call;
import kr.codeb.gateway.neighbour.DeployerClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Refuses more memory and CPUs than a container may have, at once and not first when it is to be started. */
@Singleton
class Caps {

    private final DeployerClient deployer;

    Caps(@RestClient DeployerClient deployer) {
        this.deployer = deployer;
    }

    /**
     * @param wanted settings in their normal form
     * @return the same
     * @throws CodebException INVALID_PARAMS. Nothing is said while nobody knows: the deploy asks again.
     */
    ObjectNode checked(Call call, ObjectNode wanted) {
        String memory = given(call, wanted, ProjectParams.MEMORY.name());
        String cpus = given(call, wanted, ProjectParams.CPUS.name());
        if (memory == null && cpus == null) {
            return wanted;
        }
        try {
            deployer.capacity(memory, cpus);
        } catch (CodebException told) {
            if (told.code() == ErrorCode.INVALID_PARAMS) {
                throw told;
            }
        } catch (RuntimeException failure) {
            if (!Neighbour.isUnreachable(failure)) {
                throw failure;
            }
        }
        return wanted;
    }

    private static String given(Call call, ObjectNode wanted, String setting) {
        return call.gave(setting) ? wanted.path(setting).asText() : null;
    }
}
