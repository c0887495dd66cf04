package kr.codeb.gateway;

import static kr.codeb.settings.SettingCheck.require;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import kr.codeb.settings.GatewayConfig;

/** Refuses a start with settings that cannot work, naming the setting. */
@Singleton
class StartupCheck {

    void check(@Observes StartupEvent starting, GatewayConfig config) {
        require(config.rateLimit() > 0, "codeb.gateway.rate-limit", "must be 1 or more, not " + config.rateLimit());
        require(
                config.publicUrl().matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")
                        && URI.create(config.publicUrl()).getHost() != null,
                "codeb.gateway.public-url",
                "must be an http or https URL, not " + config.publicUrl());
    }
}
