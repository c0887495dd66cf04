package kr.codeb.operations.ssh;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The hosts that we change. */
@Singleton
public class Hosts {

    private final Ssh app;
    private final Ssh storage;

    Hosts(HostsConfig config) {
        app = new Ssh("the app server", config.app().ssh());
        storage = new Ssh("the storage server", config.storage().ssh());
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
