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
                config.teamRateLimit().orElse(1) > 0,
                "codeb.gateway.team-rate-limit",
                "must be 1 or more, not " + config.teamRateLimit().orElse(1));
        require(
                config.failedLogins().orElse(1) > 0,
                "codeb.gateway.failed-logins",
                "must be 1 or more, not " + config.failedLogins().orElse(1));
        require(
                config.answerSeconds() >= 1 && config.answerSeconds() <= 900,
                "codeb.gateway.answer-seconds",
                "must be from 1 to 900, not " + config.answerSeconds());
        url("codeb.gateway.ci.issuer", config.ci().issuer());
        config.ci().jwksUrl().ifPresent(url -> url("codeb.gateway.ci.jwks-url", url));
        require(!config.ci().audience().isBlank(), "codeb.gateway.ci.audience", "must not be empty");
        require(
                config.publicUrl().matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")
                        && URI.create(config.publicUrl()).getHost() != null,
                "codeb.gateway.public-url",
                "must be an http or https URL, not " + config.publicUrl());
    }

    /** What an issuer says decides who gets a key: on the way it must not be changed. */
    private static void url(String setting, String value) {
        require(
                value.matches("https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^ ?#]*)?|http://127\\.[0-9.]+(:[0-9]+)?(/[^ ?#]*)?"),
                setting,
                "must be an https URL (http only on loopback, 127.0.0.1), not " + value);
    }
}
