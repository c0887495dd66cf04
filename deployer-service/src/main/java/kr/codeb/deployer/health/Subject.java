package kr.codeb.deployer.health;

import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.deployer.container.SlotContainer;

/**
 * A container whose health is in question.
 *
 * @param port its port on the host
 * @param env what it was started with, so that none of it is shown; null when not known
 */
public record Subject(SlotContainer place, int port, ProjectEnvironment project, EnvRelease env) {

    /** What Caddy asks too. */
    public String url() {
        return "http://127.0.0.1:" + port + project.healthPath();
    }

    /** The same from inside the container. */
    String insideUrl() {
        return "http://127.0.0.1:" + project.containerPort() + project.healthPath();
    }
}
