package kr.codeb.deployer.container;

import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;

/**
 * A container to be created.
 *
 * @param port host port, on 127.0.0.1 only
 * @param image pinned, {@code ghcr.io/org/myapp@sha256:…}
 * @param operationId the operation that creates it, so that its undo knows its own
 * @param host the site's own host name, which health is asked with
 */
public record ContainerSpec(
        SlotContainer place,
        int port,
        String image,
        String version,
        String operationId,
        ProjectEnvironment settings,
        EnvRelease env,
        String host) {}
