package kr.codeb.operations.ssh;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import kr.codeb.settings.HostsConfig;
import kr.codeb.settings.SecretFile;
import kr.codeb.settings.SettingCheck;
import kr.codeb.settings.SshSettings;

/** The hosts that we change. */
@Startup
@Singleton
public class Hosts {

    private final Ssh app;
    private final Ssh storage;

    Hosts(HostsConfig config) {
        app = new Ssh("the app server", checked("codeb.app.ssh", config.app().ssh()));
        storage = new Ssh(
                "the storage server",
                checked("codeb.storage.ssh", config.storage().ssh()));
    }

    /** A start with a key that others can read, or with nothing to tell a false host by, is refused. */
    private static SshSettings checked(String prefix, SshSettings ssh) {
        SettingCheck.port(prefix + ".port", ssh.port());
        SecretFile.check(prefix + ".key-file", ssh.keyFile());
        String knownHosts = prefix + ".known-hosts-file";
        SettingCheck.require(
                !SecretFile.read(knownHosts, ssh.knownHostsFile()).isEmpty(),
                knownHosts,
                "must name a file with the host's keys; %s is empty, so no host could be told from a false one"
                        .formatted(ssh.knownHostsFile()));
        return ssh;
    }

    public Remote app() {
        return app;
    }

    public Remote storage() {
        return storage;
    }

    void stop(@Observes ShutdownEvent stopping) {
        app.close();
        storage.close();
    }
}
