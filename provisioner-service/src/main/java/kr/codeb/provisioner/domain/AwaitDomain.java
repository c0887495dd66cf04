package kr.codeb.provisioner.domain;

import java.util.Optional;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.operations.steps.Step;
import kr.codeb.provisioner.provision.Certificates;

/** Waits for the certificate. All is made by now, so that nothing here fails the change. */
record AwaitDomain(DomainChange change, Certificates certificates) implements Step {

    /** Noted before: what is missing, or nothing. */
    static final String PAST_RETURN = "complete";

    static final String MISSING = "certificate";

    @Override
    public String name() {
        return "await_certificate";
    }

    @Override
    public Outcome run() {
        change.held().note(PAST_RETURN, "true");
        Optional<String> missing = certificates.missing(change.domain(), change.settings());
        change.held().note(MISSING, missing.orElse(""));
        return missing.map(why -> Outcome.skipped(
                        "%s has no good certificate yet: %s. Caddy goes on trying.".formatted(change.domain(), why)))
                .orElse(Outcome.done());
    }
}
