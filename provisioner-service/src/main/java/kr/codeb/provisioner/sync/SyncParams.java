package kr.codeb.provisioner.sync;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import kr.codeb.contracts.registry.Environment;

/**
 * What {@code env_sync} is called with; the content itself is not written down.
 *
 * @param merge whether variables that the content lacks stay
 * @param overrideManaged whether the URLs that CodeB made may be changed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SyncParams(String projectName, Environment environment, boolean merge, boolean overrideManaged) {}
