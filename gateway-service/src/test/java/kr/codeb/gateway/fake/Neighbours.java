package kr.codeb.gateway.fake;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts the fake neighbours and points the gateway at them. */
public class Neighbours implements QuarkusTestResourceLifecycleManager {

    private FakeServer server;
    private TestIssuer issuer;
    private String limit = "100000";

    @Override
    public void init(Map<String, String> given) {
        limit = given.getOrDefault("limit", limit);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = new FakeServer();
            new FakeScan(server);
            new FakeKeys(server);
            new FakeRegistry(server);
            new FakeAudit(server);
            new FakeExecutors(server);
            issuer = new TestIssuer();
            Path credential = Files.createTempFile("credential", ".txt");
            Files.writeString(credential, "0123456789012345678901234567890123456789");
            return Map.ofEntries(
                    Map.entry("codeb.base-domain", "codeb.kr"),
                    Map.entry("codeb.internal.credential-file", credential.toString()),
                    Map.entry("codeb.registry.url", server.url() + "/registry"),
                    Map.entry("codeb.provisioner.url", server.url() + "/provisioner"),
                    Map.entry("codeb.deployer.url", server.url() + "/deployer"),
                    Map.entry("test.neighbours.url", server.url()),
                    Map.entry("codeb.gateway.ci.issuer", issuer.url()),
                    Map.entry("codeb.gateway.rate-limit", limit),
                    Map.entry("codeb.gateway.answer-seconds", "8"),
                    Map.entry("quarkus.http.idle-timeout", "3S"));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Override
    public void stop() {
        server.stop();
        issuer.stop();
    }
}
