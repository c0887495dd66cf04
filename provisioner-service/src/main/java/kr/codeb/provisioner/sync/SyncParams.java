package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import kr.codeb.contracts.registry.Environment;

/**
 * What {@code env_sync} is called with; the content itself is not written down.
 *
 * @param merge whether variables that the content lacks stay
 * @param overrideManaged whether the URLs that CodeB made may be changed
 * @param remove names of variables that go
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SyncParams(
        String projectName, Environment environment, boolean merge, boolean overrideManaged, List<String> remove) {

    SyncParams {
        remove = remove == null ? List.of() : List.copyOf(remove);
    }
}
