package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the services log; libs/web's shared defaults refer to it. */
@ConfigMapping(prefix = "codeb.log")
public interface LogConfig {

    /** Whether each line of the log is a JSON object, for programs that collect logs, and not text for people. */
    @WithDefault("false")
    boolean json();
}
