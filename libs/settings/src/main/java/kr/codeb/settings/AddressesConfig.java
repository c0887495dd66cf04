package kr.codeb.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where our services find each other, and where they listen; the properties files of the services refer to these. */
@ConfigMapping(prefix = "codeb")
public interface AddressesConfig {

    Registry registry();

    Provisioner provisioner();

    Deployer deployer();

    /** Registry. */
    interface Registry {

        /** Where the other services find the registry. */
        @WithDefault("http://127.0.0.1:9102")
        String url();

        /** Port that the registry listens on. */
        @WithDefault("9102")
        int port();
    }

    /** Provisioner. */
    interface Provisioner {

        /** Where the other services find the provisioner. */
        @WithDefault("http://127.0.0.1:9103")
        String url();

        /** Port that the provisioner listens on. */
        @WithDefault("9103")
        int port();
    }

    /** Deployer. */
    interface Deployer {

        /** Where the other services find the deployer. */
        @WithDefault("http://127.0.0.1:9104")
        String url();

        /** Port that the deployer listens on. */
        @WithDefault("9104")
        int port();
    }
}
