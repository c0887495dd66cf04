package kr.codeb.provisioner.provision;

import java.time.Duration;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.settings.ProvisionerConfig;

/** Waits for a domain's certificate, by asking over HTTPS as a visitor would. Caddy gets it by itself, and goes on trying. */
public final class Certificates {

    private static final Script ASK = Script.of(Certificates.class, "await-certificate.sh");
    private static final int SECONDS = 30;
    /** A domain that its owner has yet to point here can have no certificate. */
    private static final int SECONDS_ELSEWHERE = 5;

    private final AppServer app;
    private final ProvisionerConfig config;

    public Certificates(AppServer app, ProvisionerConfig config) {
        this.app = app;
        this.config = config;
    }

    /** @return why the domain has no good certificate yet; empty when it has one */
    public Optional<String> missing(String domain, ProjectEnvironment settings) {
        ProvisionerConfig.Caddy caddy = config.app().caddy();
        boolean ours = domain.endsWith("." + config.baseDomain());
        Command ask = Command.script(
                        ASK,
                        Integer.toString(ours ? SECONDS : SECONDS_ELSEWHERE),
                        domain,
                        Integer.toString(caddy.httpsPort()),
                        caddy.address(),
                        settings.healthPath(),
                        caddy.caFile().orElse(""))
                .within(Duration.ofSeconds(SECONDS + 10));
        try {
            CommandResult result = app.ask(ask);
            return result.ok() ? Optional.empty() : Optional.of(result.complaint());
        } catch (CodebException unreachable) {
            return Optional.of(unreachable.getMessage());
        }
    }
}
