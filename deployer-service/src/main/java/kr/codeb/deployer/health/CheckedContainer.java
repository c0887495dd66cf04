package kr.codeb.deployer.health;

import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.deployer.container.SlotContainer;

/**
 * A container whose health is in question.
 *
 * @param port its port on the host
 * @param host the site's own host name: it is asked as a visitor's request arrives
 * @param env what it was started with, so that none of it is shown; null when not known
 */
public record CheckedContainer(
        SlotContainer place, int port, ProjectEnvironment settings, String host, EnvRelease env) {

    /** What Caddy asks too. */
    public String url() {
        return "http://127.0.0.1:" + port + settings.healthPath();
    }

    /** The same from inside the container. */
    String insideUrl() {
        return "http://127.0.0.1:" + settings.containerPort() + settings.healthPath();
    }

    /** The same, once it is known what it was started with. */
    public CheckedContainer startedWith(EnvRelease release) {
        return new CheckedContainer(place, port, settings, host, release);
    }
}
