package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The settings that the registry uses, under {@code codeb.}. */
@ConfigMapping(prefix = "codeb")
public interface RegistryConfig {

    Paths paths();

    PortRanges ports();

    Hold hold();

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
}
