package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What the provisioner has to know of the two hosts. */
@ConfigMapping(prefix = "codeb")
public interface ProvisionerConfig {

    /** Domain under which every project gets a name; also the name of its zone in PowerDNS. */
    String baseDomain();

    Paths paths();

    App app();

    Storage storage();

    /** Folders and files on the App Server. */
    interface Paths {

        /** CodeB's own folder. */
        @WithDefault("/opt/codeb")
        String root();

        /** Folder of the site files that the Caddyfile imports. */
        @WithDefault("/etc/caddy/sites")
        String sites();

        /** Folder of the markers that Caddy looks up for each request. */
        @WithDefault("/var/lib/codeb/routes")
        String routes();

        /** The Caddyfile; it has to import the folder of sites. */
        @WithDefault("/etc/caddy/Caddyfile")
        String caddyfile();

        /** Folder of the access logs; Caddy's user writes there. */
        @WithDefault("/var/log/caddy")
        String caddyLogs();
    }

    /** Docker and Caddy. */
    interface App {

        /** IPv4 address that A records point to. */
        String address();

        Caddy caddy();

        /** Words that run the Docker client. */
        @WithDefault("docker")
        String docker();
    }

    interface Caddy {

        /** Address on which Caddy answers, as the App Server sees it. */
        @WithDefault("127.0.0.1")
        String address();

        /** Port on which Caddy answers HTTPS. */
        @WithDefault("443")
        int httpsPort();

        /** Root certificate to trust on the App Server; the system's when absent. */
        Optional<String> caFile();

        /** Words that turn a Caddyfile into Caddy's own form, on standard output; the file's name is appended. */
        @WithDefault("caddy adapt --adapter caddyfile --config")
        String adapt();

        /** Words that have Caddy load a configuration in its own form; the file's name is appended. */
        @WithDefault("caddy reload --config")
        String reload();
    }

    /** PostgreSQL, Redis and PowerDNS. */
    interface Storage {

        /** Name or address of the Storage Server, as applications find it in their URLs. */
        String host();

        Postgres postgres();

        Redis redis();

        Dns dns();
    }

    interface Postgres {

        /** Where this service reaches PostgreSQL; {@link Storage#host()} when absent. */
        Optional<String> host();

        /** Port of PostgreSQL. */
        @WithDefault("5432")
        int port();

        /** Database that the administrator logs in to. */
        @WithDefault("postgres")
        String database();

        /** Administrator; may create databases and roles. */
        @WithDefault("codeb_admin")
        String user();

        /** How many connections a project's role may have open at once; -1 for as many as the server has. */
        @WithDefault("20")
        int connectionLimit();

        /** File with the administrator's password; mode 0600. */
        Path passwordFile();
    }

    interface Redis {

        /** Where this service reaches Redis; {@link Storage#host()} when absent. */
        Optional<String> host();

        /** Port of Redis. */
        @WithDefault("6379")
        int port();

        /** Administrator; may change users. */
        @WithDefault("default")
        String user();

        /** File with the administrator's password; mode 0600. */
        Path passwordFile();
    }

    interface Dns {

        /** The host on which PowerDNS lives: {@code storage} or {@code app}. */
        @WithDefault("storage")
        Place on();

        /** Words that run pdnsutil there. */
        @WithDefault("pdnsutil")
        String pdnsutil();

        /** Words that run pdns_control there, to drop what PowerDNS has cached. */
        @WithDefault("pdns_control")
        String pdnsControl();

        /** The authoritative server, asked after each change: {@code host:port}; {@link Storage#host()} when absent. */
        Optional<String> server();
    }

    /** One of the two hosts. */
    enum Place {
        STORAGE,
        APP
    }
}
