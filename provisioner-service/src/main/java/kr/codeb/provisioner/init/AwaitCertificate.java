package kr.codeb.provisioner.init;

import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.settings.ProvisionerConfig;

/** Asks for the site over HTTPS until its certificate is there. All is made by now, so that nothing here fails the init. */
final class AwaitCertificate implements Step {

    static final String PAST_RETURN = "complete";
    private static final int SECONDS = 30;
    /** A domain that its owner has yet to point here can have no certificate. */
    private static final int SECONDS_ELSEWHERE = 5;

    /** Any answer over a connection whose certificate is good counts. Arguments: seconds, host, port, address, path, CA file. */
    private static final String ASK = """
            seconds=$1 host=$2 port=$3 address=$4 path=$5 ca=$6
            set -- -sS -o /dev/null -m 5 --resolve "$host:$port:$address"
            [ -z "$ca" ] || set -- "$@" --cacert "$ca"
            end=$(($(date +%s) + seconds))
            pause=0.1
            until said=$(curl "$@" "https://$host:$port$path" 2>&1); do
                [ "$(date +%s)" -lt $end ] || { echo "$said" >&2; exit 1; }
                sleep $pause
                case $pause in 0.1) pause=0.3 ;; 0.3) pause=1 ;; esac
            done
            """;

    private final Init init;

    AwaitCertificate(Init init) {
        this.init = init;
    }

    @Override
    public String name() {
        return "await_certificate";
    }

    @Override
    public Outcome run() {
        init.held().note(PAST_RETURN, "true");
        ProvisionerConfig.Caddy caddy = init.servers().config().app().caddy();
        String domain = init.settings().domain();
        boolean ours = domain.endsWith("." + init.servers().config().baseDomain());
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
            CommandResult result = init.servers().app().ask(ask);
            return result.ok() ? Outcome.done() : notYet(domain, result.complaint());
        } catch (CodebException unreachable) {
            return notYet(domain, unreachable.getMessage());
        }
    }

    private static Outcome notYet(String domain, String why) {
        return Outcome.skipped("%s has no good certificate yet: %s. Caddy goes on trying.".formatted(domain, why));
    }
}
