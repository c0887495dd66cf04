package kr.codeb.provisioner;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import kr.codeb.operations.ssh.HostsConfig;
import kr.codeb.operations.ssh.SshSettings;
import kr.codeb.provisioner.secret.SecretFile;

/** Refuses to start on settings that are unsafe or cannot work, and names the setting. */
@Singleton
class StartupCheck {

    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.-]+)+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");

    void check(@Observes StartupEvent starting, ProvisionerConfig config, HostsConfig hosts) {
        need(DOMAIN, "codeb.base-domain", config.baseDomain(), "a domain in lower case, such as codeb.kr");
        need(IPV4, "codeb.app.address", config.app().address(), "the IPv4 address that A records point to");
        need(HOST, "codeb.storage.host", config.storage().host(), "a host name or address without a port");
        path("codeb.paths.root", config.paths().root());
        path("codeb.paths.sites", config.paths().sites());
        path("codeb.paths.routes", config.paths().routes());
        path("codeb.paths.caddyfile", config.paths().caddyfile());
        path("codeb.paths.caddy-logs", config.paths().caddyLogs());
        port("codeb.app.caddy.https-port", config.app().caddy().httpsPort());
        need(
                Pattern.compile(".*--config\\s*"),
                "codeb.app.caddy.reload",
                config.app().caddy().reload(),
                "words that end with --config, since a file's name is appended");
        port("codeb.storage.postgres.port", config.storage().postgres().port());
        port("codeb.storage.redis.port", config.storage().redis().port());
        int limit = config.storage().postgres().connectionLimit();
        if (limit < 1 && limit != -1) {
            throw new IllegalStateException(
                    "codeb.storage.postgres.connection-limit must be 1 or more, or -1 for no limit; it is " + limit);
        }
        SecretFile.check(
                "codeb.storage.postgres.password-file",
                config.storage().postgres().passwordFile());
        SecretFile.check(
                "codeb.storage.redis.password-file", config.storage().redis().passwordFile());
        ssh("codeb.app.ssh", hosts.app().ssh());
        ssh("codeb.storage.ssh", hosts.storage().ssh());
    }

    private static void ssh(String prefix, SshSettings ssh) {
        port(prefix + ".port", ssh.port());
        SecretFile.check(prefix + ".key-file", ssh.keyFile());
        if (SecretFile.read(prefix + ".known-hosts-file", ssh.knownHostsFile()).isEmpty()) {
            throw new IllegalStateException(
                    "%s.known-hosts-file is empty, so no host could be told from a false one: %s"
                            .formatted(prefix, ssh.knownHostsFile()));
        }
    }

    private static void path(String setting, String value) {
        need(PATH, setting, value, "an absolute path of letters, digits and _ . -");
        if (value.contains("/../") || value.endsWith("/..")) {
            throw new IllegalStateException("%s must not climb with '..': %s".formatted(setting, value));
        }
    }

    private static void port(String setting, int value) {
        if (value < 1 || value > 65535) {
            throw new IllegalStateException("%s must be a port, 1 to 65535; it is %d".formatted(setting, value));
        }
    }

    private static void need(Pattern shape, String setting, String value, String what) {
        if (!shape.matcher(value).matches()) {
            throw new IllegalStateException("%s must be %s; it is '%s'".formatted(setting, what, value));
        }
    }
}
