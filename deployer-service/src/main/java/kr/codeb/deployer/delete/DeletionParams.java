package kr.codeb.deployer.delete;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import kr.codeb.contracts.registry.Environment;

/**
 * What a deletion is called with.
 *
 * @param then environments that are deleted after this one, in this order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record DeletionParams(String projectName, boolean keepDatabase, List<Environment> then) {

    DeletionParams {
        then = then == null ? List.of() : List.copyOf(then);
    }
}
