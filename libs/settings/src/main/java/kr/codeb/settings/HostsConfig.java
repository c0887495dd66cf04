package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The two hosts. In the standard layout the services run on the App Server; SSH is used there too. */
@ConfigMapping(prefix = "codeb")
public interface HostsConfig {

    Paths paths();

    App app();

    Storage storage();

    /** Docker, Caddy and CodeB's files. */
    interface App {
        SshSettings ssh();
    }

    /** PostgreSQL, Redis and PowerDNS. */
    interface Storage {
        SshSettings ssh();
    }

    /** Folders on the App Server. */
    interface Paths {

        /** CodeB's own folder on the App Server: registry, slots, environment files, backups, projects. */
        @WithDefault("/opt/codeb")
        String root();
    }
}
