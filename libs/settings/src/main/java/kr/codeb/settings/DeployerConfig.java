package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the deployer is told. */
@ConfigMapping(prefix = "codeb")
public interface DeployerConfig {

    /** The domain under which every project gets its host: {@code codeb.kr}. */
    String baseDomain();

    Paths paths();

    App app();

    Deploy deploy();

    Health health();

    Cleanup cleanup();

    Images images();

    Isolation isolation();

    Storage storage();

    /** Credentials by registry host, {@code "ghcr.io"}; other registries are asked without. */
    Map<String, ImageRegistry> imageRegistries();

    /** Places on the App Server. */
    interface Paths {

        /** The folder of all that CodeB writes. */
        @WithDefault("/opt/codeb")
        String root();
    }

    /** The App Server. */
    interface App {

        /** The words that run Docker there, {@code docker} or {@code docker -H unix:///x.sock}; its socket is used, too. */
        @WithDefault("docker")
        String docker();

        Caddy caddy();
    }

    /** Where sites answer. */
    interface Caddy {

        /** Port of HTTPS; shown in URLs unless it is 443. */
        @WithDefault("443")
        int httpsPort();

        /** Where Caddy's administration answers on the App Server, as Caddy writes it: it tells whose requests are under way. */
        @WithDefault("localhost:2019")
        String admin();
    }

    /** How containers are made. */
    interface Deploy {

        /** How long a pull may take. */
        @WithDefault("180")
        int pullSeconds();

        /** How long an application may take to end before it is killed; nobody waits for it. */
        @WithDefault("10")
        int stopSeconds();

        /** Most processes and threads in a container. */
        @WithDefault("512")
        int pidsLimit();

        /** The most memory that one container may have, as Docker writes it; by default all that the App Server has. */
        Optional<String> mostMemory();

        /** The most cores that one container may use; by default all that the App Server has. */
        Optional<BigDecimal> mostCpus();

        /** Whether containers lose the capabilities that ordinary applications do not need. */
        @WithDefault("true")
        boolean dropCapabilities();
    }

    /** Where images come from. */
    interface Images {

        /** Hosts of the registries that images may come from, beside those that there is a login for. */
        @WithDefault("docker.io,ghcr.io")
        List<String> registries();
    }

    /** The network of all application containers, and what it reaches beside the Internet. */
    interface Isolation {

        /** Its name in Docker; made when it is missing. */
        @WithDefault("codeb-apps")
        String network();

        /** The name of its bridge on the App Server, 15 characters at most; the packet filter's rules are bound to it. */
        @WithDefault("codeb-apps")
        String bridge();

        /** Its addresses; one is used for each container. */
        @WithDefault("10.214.0.0/20")
        String subnet();

        /** Services that containers may reach although they are on one of our hosts: {@code host:port}. */
        Optional<List<String>> allow();

        /** Hosts and networks that containers never reach, beside our own hosts. Clouds keep their secrets at the default. */
        @WithDefault("169.254.0.0/16,100.100.100.200")
        List<String> refuse();
    }

    /** The Storage Server, as containers see it. */
    interface Storage {

        /** Name or address of the Storage Server, as applications find it in their URLs. */
        Optional<String> host();

        Postgres postgres();

        Redis redis();

        interface Postgres {

            /** Port of PostgreSQL. */
            @WithDefault("5432")
            int port();
        }

        interface Redis {

            /** Port of Redis. */
            @WithDefault("6379")
            int port();
        }
    }

    /** How an application proves that it works. */
    interface Health {

        /** How long it may take to answer 2xx. */
        @WithDefault("60")
        int seconds();

        /** Longest pause between two questions; the first ones follow each other at once. */
        @WithDefault("5")
        int intervalSeconds();
    }

    /** How expired versions go. */
    interface Cleanup {

        /** How often expired grace slots and leftovers are looked for. */
        @WithDefault("60s")
        Duration every();

        /** How long after the start it is looked for them first. */
        @WithDefault("5s")
        Duration first();

        /** How long a container that is given up may finish the connections it has. */
        @WithDefault("30")
        int drainSeconds();
    }

    /** A login at a private image registry. */
    interface ImageRegistry {

        /** Name that is shown to the registry. */
        String username();

        /** The teams whose projects it serves, {@code *} for all; none when absent. */
        Optional<List<String>> teams();

        /** File with the password or token, mode 0600. */
        Path passwordFile();
    }
}
