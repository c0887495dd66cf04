package kr.codeb.deployer.container;

import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;

/**
 * A container to be made.
 *
 * @param port host port, on 127.0.0.1 only
 * @param image pinned, {@code ghcr.io/org/myapp@sha256:…}
 * @param operationId the operation that makes it, so that its undo knows its own
 */
public record ContainerSpec(
        SlotContainer place,
        int port,
        String image,
        String version,
        String operationId,
        ProjectEnvironment project,
        EnvRelease env) {}
