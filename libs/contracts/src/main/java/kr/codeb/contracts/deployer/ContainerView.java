package kr.codeb.contracts.deployer;

import com.fasterxml.jackson.annotation.JsonInclude;
import kr.codeb.contracts.registry.SlotName;

/**
 * What Docker really says of a slot.
 *
 * @param exists whether there is a container of the slot's name
 * @param status Docker's {@code running, exited, restarting, created, paused, dead}
 * @param health Docker's own health status, if the container has one
 * @param cpuPercent of one core, null when not running
 * @param memoryBytes resident, null when not running
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
        Long memoryBytes) {}
