package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a service that is told to stop ends. */
@ConfigMapping(prefix = "codeb.stop")
public interface StopConfig {

    /** Seconds that a service which stops gives the calls that it has accepted, and most of it to operations that run. */
    @WithDefault("10")
    int seconds();
}
