package kr.codeb.provisioner.init;

import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.provision.Certificates;

/** Asks for the site over HTTPS until its certificate is there. All is made by now, so that nothing here fails the init. */
record AwaitCertificate(Init init) implements Step {

    static final String PAST_RETURN = "complete";

    @Override
    public String name() {
        return "await_certificate";
    }

    @Override
    public Outcome run() {
        init.held().note(PAST_RETURN, "true");
        String domain = init.settings().domain();
        return new Certificates(init.app(), init.config())
                .missing(domain, init.settings())
                .map(why -> Outcome.skipped(
                        "%s has no good certificate yet: %s. Caddy goes on trying.".formatted(domain, why)))
                .orElse(Outcome.done());
    }
}
