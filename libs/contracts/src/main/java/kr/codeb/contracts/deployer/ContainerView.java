package kr.codeb.contracts.deployer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import kr.codeb.contracts.registry.SlotName;

/**
 * What Docker really says of a slot.
 *
 * @param exists whether there is a container of the slot's name
 * @param status Docker's {@code running, exited, restarting, created, paused, dead}
 * @param health Docker's own health status, if the container has one
 * @param exitCode null when running
 * @param cpuPercent of one core, null when not running
 * @param memoryBytes resident, null when not running
 * @param lastEnd how it ended the last time that nobody had asked it to; null when that is not known to have happened
 * @param healthy whether it does its work; null when that cannot be told
 * @param reason why it does not, in a sentence; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContainerView(
        SlotName slot,
        String name,
        boolean exists,
        String status,
        String health,
        String image,
        String version,
        String startedAt,
        Integer restarts,
        Integer exitCode,
        Double cpuPercent,
        Long memoryBytes,
        End lastEnd,
        Boolean healthy,
        String reason) {

    /** How a container ended. @param oomKilled whether it had used up its memory */
    public record End(Instant at, int exitCode, boolean oomKilled) {}

    /** There is no container of this name. */
    public static ContainerView absent(SlotName slot, String name) {
        return new ContainerView(
                slot, name, false, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** One that was only looked for. */
    public static ContainerView asFound(SlotName slot, String name, String status, String image, String version) {
        return new ContainerView(
                slot, name, true, status, null, image, version, null, null, null, null, null, null, null, null);
    }
}
