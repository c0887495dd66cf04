package kr.codeb.deployer;

import static kr.codeb.settings.SettingCheck.atLeast;
import static kr.codeb.settings.SettingCheck.require;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.settings.DeployerConfig;
import kr.codeb.settings.SecretFile;

/** Refuses to start on a setting that cannot work, and names it. */
@Startup
@Singleton
class StartupCheck {

    StartupCheck(DeployerConfig config) {
        require(
                config.baseDomain().matches("[a-z0-9-]+(\\.[a-z0-9-]+)*"),
                "codeb.base-domain",
                "must be a domain name");
        require(config.paths().root().startsWith("/"), "codeb.paths.root", "must be an absolute path");
        require(!config.app().docker().isBlank(), "codeb.app.docker", "must name the docker program");
        require(
                !config.app().docker().contains("://") || config.app().docker().contains("unix://"),
                "codeb.app.docker",
                "must reach Docker by a socket on the app server: docker -H unix:///x.sock");
        atLeast(1, config.deploy().pullSeconds(), "codeb.deploy.pull-seconds");
        atLeast(0, config.deploy().stopSeconds(), "codeb.deploy.stop-seconds");
        atLeast(16, config.deploy().pidsLimit(), "codeb.deploy.pids-limit");
        require(
                config.deploy()
                        .mostMemory()
                        .filter(most -> !most.matches("\\d+[bkmgBKMG]?"))
                        .isEmpty(),
                "codeb.deploy.most-memory",
                "must be a size such as 512m or 4g");
        atLeast(1, config.health().seconds(), "codeb.health.seconds");
        atLeast(1, config.health().intervalSeconds(), "codeb.health.interval-seconds");
        require(
                config.app().caddy().admin().matches("unix//\\S+|[^/\\s]+:\\d+"),
                "codeb.app.caddy.admin",
                "must be an address as Caddy writes it: localhost:2019, or unix//path");
        atLeast(0, config.cleanup().drainSeconds(), "codeb.cleanup.drain-seconds");
        atLeast(1, config.cleanup().every().toSeconds(), "codeb.cleanup.every");
        require(
                config.isolation().network().matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,60}"),
                "codeb.isolation.network",
                "must be a name for a network");
        require(
                config.isolation().bridge().matches("[a-z][a-z0-9-]{0,14}"),
                "codeb.isolation.bridge",
                "must be a name of 15 lower case letters, digits and hyphens at most");
        require(
                config.isolation().subnet().matches("([0-9]{1,3}\\.){3}[0-9]{1,3}/(1[0-9]|2[0-8])"),
                "codeb.isolation.subnet",
                "must be an IPv4 network such as 10.214.0.0/20");
        config.isolation()
                .allow()
                .orElse(List.of())
                .forEach(place -> require(
                        place.strip().matches("[A-Za-z0-9.-]+:[0-9]{1,5}"),
                        "codeb.isolation.allow",
                        "must hold host:port, not " + place));
        config.isolation()
                .refuse()
                .forEach(place -> require(
                        place.strip().matches("[A-Za-z0-9.-]+(/[0-9]{1,2})?"),
                        "codeb.isolation.refuse",
                        "must hold hosts and IPv4 networks, not " + place));
        config.imageRegistries()
                .forEach((host, login) -> SecretFile.check(
                        "codeb.image-registries.\"%s\".password-file".formatted(host), login.passwordFile()));
    }
}
