package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How our services know each other. */
@ConfigMapping(prefix = "codeb.internal")
public interface InternalConfig {

    /** File that holds the credential which all four services share; mode 0600. */
    Path credentialFile();

    /** Whether this service refuses calls without the credential. The gateway, which is public, does not. */
    @WithDefault("true")
    boolean required();
}
