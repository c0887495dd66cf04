package kr.codeb.contracts.deployer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.SlotName;

/**
 * Whether the containers of many projects do their work. A slot without a container has no entry.
 *
 * @param ageMillis how old that may be
 * @param error why Docker cannot be asked just now, in a sentence; null when it can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerConditions(List<ContainerCondition> containers, long ageMillis, String error) {

    /**
     * One container.
     *
     * @param healthy null when that cannot be told
     * @param reason why it is not healthy, in a sentence; null otherwise
     * @param unusual what should be known of it even so, in sentences: restarts, little memory left, a high load
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ContainerCondition(
            String project,
            Environment environment,
            SlotName slot,
            String version,
            String status,
            Boolean healthy,
            String reason,
            List<String> unusual) {}
}
