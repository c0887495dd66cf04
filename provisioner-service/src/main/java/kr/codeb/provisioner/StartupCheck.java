package kr.codeb.provisioner;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import kr.codeb.settings.ProvisionerConfig;
import kr.codeb.settings.SecretFile;
import kr.codeb.settings.SettingCheck;

/** Refuses to start on settings that are unsafe or cannot work, and names the setting. */
@Singleton
class StartupCheck {

    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.-]+)+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+");

    void check(@Observes StartupEvent starting, ProvisionerConfig config) {
        need(DOMAIN, "codeb.base-domain", config.baseDomain(), "a domain in lower case, such as codeb.kr");
        need(IPV4, "codeb.app.address", config.app().address(), "the IPv4 address that A records point to");
        need(HOST, "codeb.storage.host", config.storage().host(), "a host name or address without a port");
        path("codeb.paths.root", config.paths().root());
        path("codeb.paths.sites", config.paths().sites());
        path("codeb.paths.routes", config.paths().routes());
        path("codeb.paths.caddyfile", config.paths().caddyfile());
        path("codeb.paths.caddy-logs", config.paths().caddyLogs());
        SettingCheck.port("codeb.app.caddy.https-port", config.app().caddy().httpsPort());
        SettingCheck.port(
                "codeb.storage.postgres.port", config.storage().postgres().port());
        SettingCheck.port("codeb.storage.redis.port", config.storage().redis().port());
        if (!config.app().caddy().reload().strip().endsWith("--config")) {
            throw new IllegalStateException(
                    "codeb.app.caddy.reload must end with --config, since a file's name is appended; it is '%s'"
                            .formatted(config.app().caddy().reload()));
        }
        int limit = config.storage().postgres().connectionLimit();
        SettingCheck.require(
                limit >= 1 || limit == -1,
                "codeb.storage.postgres.connection-limit",
                "must be 1 or more, or -1 for no limit, not " + limit);
        SecretFile.check(
                "codeb.storage.postgres.password-file",
                config.storage().postgres().passwordFile());
        SecretFile.check(
                "codeb.storage.redis.password-file", config.storage().redis().passwordFile());
    }

    private static void path(String setting, String value) {
        need(PATH, setting, value, "an absolute path of letters, digits and _ . -");
        if (value.contains("/../") || value.endsWith("/..")) {
            throw SettingCheck.refused(setting, "must not climb with '..': " + value);
        }
    }

    private static void need(Pattern shape, String setting, String value, String what) {
        if (!shape.matcher(value).matches()) {
            throw SettingCheck.refused(setting, "must be %s, not '%s'".formatted(what, value));
        }
    }
}
