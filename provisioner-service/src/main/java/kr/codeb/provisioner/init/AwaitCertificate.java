package kr.codeb.provisioner.init;

import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Script;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.settings.ProvisionerConfig;

/** Asks for the site over HTTPS until its certificate is there. All is made by now, so that nothing here fails the init. */
record AwaitCertificate(Init init) implements Step {

    static final String PAST_RETURN = "complete";
    private static final int SECONDS = 30;
    /** A domain that its owner has yet to point here can have no certificate. */
    private static final int SECONDS_ELSEWHERE = 5;

    private static final Script ASK = Script.of(AwaitCertificate.class, "await-certificate.sh");

    @Override
    public String name() {
        return "await_certificate";
    }

    @Override
    public Outcome run() {
        init.held().note(PAST_RETURN, "true");
        ProvisionerConfig.Caddy caddy = init.config().app().caddy();
        String domain = init.settings().domain();
        boolean ours = domain.endsWith("." + init.config().baseDomain());
        int seconds = ours ? SECONDS : SECONDS_ELSEWHERE;
        Command ask = Command.script(
                        ASK,
                        Integer.toString(seconds),
                        domain,
                        Integer.toString(caddy.httpsPort()),
                        caddy.address(),
                        init.settings().healthPath(),
                        caddy.caFile().orElse(""))
                .within(Duration.ofSeconds(SECONDS + 10));
        try {
            CommandResult result = init.app().ask(ask);
            return result.ok() ? Outcome.done() : notYet(domain, result.complaint());
        } catch (CodebException unreachable) {
            return notYet(domain, unreachable.getMessage());
        }
    }

    private static Outcome notYet(String domain, String why) {
        return Outcome.skipped("%s has no good certificate yet: %s. Caddy goes on trying.".formatted(domain, why));
    }
}
