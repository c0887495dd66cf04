package kr.codeb.settings;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** How a host is reached. Host keys are always checked. */
public interface SshSettings {

    /** Name or address. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port of sshd. */
    @WithDefault("22")
    int port();

    /** Who logs in; may use Docker and Caddy, or PowerDNS. */
    @WithDefault("root")
    String user();

    /** Private key, in OpenSSH's format. */
    Path keyFile();

    /** The host's public keys, in OpenSSH's known_hosts format. */
    Path knownHostsFile();
}
