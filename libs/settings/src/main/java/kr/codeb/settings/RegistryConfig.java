package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The settings that the registry uses, under {@code codeb.}. */
@ConfigMapping(prefix = "codeb")
public interface RegistryConfig {

    Paths paths();

    /** Below it each project has a name of its own; when absent, names of others below it cannot be kept apart. */
    Optional<String> baseDomain();

    PortRanges ports();

    Hold hold();

    Operations operations();

    Keys keys();

    /** Hours that the version before is kept for a rollback, for projects that do not say otherwise. */
    @WithDefault("48")
    int graceHours();

    interface Paths {

        /** CodeB's directory on the App Server; the registry's files are in {@code registry} below it. */
        @WithDefault("/opt/codeb")
        Path root();
    }

    interface PortRanges {

        /** Host ports of production: first even, last odd. */
        @WithDefault("4100-4499")
        PortRange production();

        /** Host ports of staging: first even, last odd, none of production's. */
        @WithDefault("4500-4999")
        PortRange staging();
    }

    interface Hold {

        /** Seconds after which a hold that was not renewed is dead. Holders renew every 2 seconds. */
        @WithDefault("8")
        int seconds();
    }

    interface Operations {

        /** Newest operations of each team that {@code history} tells of; those that have not ended are never forgotten. */
        @WithDefault("1000")
        int rememberedPerTeam();

        /** Most calls with an {@code Idempotency-Key} of a team that are remembered, for 24 hours each. */
        @WithDefault("10000")
        int idempotencyKeysPerTeam();
    }

    interface Keys {

        /** Most API keys that a team may have and use at once. */
        @WithDefault("200")
        int livePerTeam();

        /** Most API keys that a team may make in a minute. */
        @WithDefault("60")
        int newPerMinute();

        /** Minutes that the key of a CI run lives; 60 at most. */
        @WithDefault("15")
        int ciMinutes();

        /** Most keys of CI runs that a project may have at once. */
        @WithDefault("20")
        int ciPerProject();
    }
}
