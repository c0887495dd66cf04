package kr.codeb.operations.ssh;

import io.smallrye.config.ConfigMapping;

/** The two hosts. In the standard layout the services run on the App Server; SSH is used there too. */
@ConfigMapping(prefix = "codeb")
public interface HostsConfig {

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
}
