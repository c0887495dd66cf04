package kr.codeb.gateway.ci;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import kr.codeb.contracts.error.Blame;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.key.CreatedKey;
import kr.codeb.contracts.key.NewCiKey;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.gateway.auth.FailedLogins;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Neighbour;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Exchanges GitHub's assertion about a workflow's run for a short-lived key, if a project trusts the run. */
@Singleton
public class TokenExchange {

    private static final Logger LOG = Logger.getLogger(TokenExchange.class);
    /** Assertions that are checked at once. */
    private static final int AT_ONCE = 16;

    private final AssertionCheck check;
    private final RegistryClient registry;
    private final FailedLogins failures;
    private final Semaphore room = new Semaphore(AT_ONCE);

    TokenExchange(AssertionCheck check, @RestClient RegistryClient registry, FailedLogins failures) {
        this.check = check;
        this.registry = registry;
        this.failures = failures;
    }

    /**
     * What is wanted.
     *
     * @param project null: the one that trusts the run
     * @param environment null: all that trust it
     */
    public record Wanted(String assertion, String project, Environment environment) {

        @Override
        public String toString() {
            return "Wanted[" + project + ", " + environment + ", [REDACTED]]";
        }
    }

    /**
     * The key of a run, told this once.
     *
     * @throws CodebException UNAUTHENTICATED when the assertion proves nothing, FORBIDDEN when nothing trusts the run; RATE_LIMITED,
     *     without asking anybody, for an address that failed too often
     */
    public CreatedKey exchange(Wanted wanted, String address) {
        failures.check(address);
        if (!room.tryAcquire()) {
            throw FailedLogins.tooMany("Many assertions are being checked just now.", 1);
        }
        try {
            Assertion proven = check.check(wanted.assertion());
            NewCiKey key = new NewCiKey(proven.run(), wanted.project(), wanted.environment(), proven.id());
            CreatedKey made = Neighbour.once(() -> registry.createCiKey(key));
            LOG.infof(
                    "token_exchange project=%s key=%s %s",
                    made.about().projects().getFirst(), made.id(), proven.run().told());
            return made;
        } catch (CodebException refused) {
            if (refused.code().blame() == Blame.CALLER) {
                failures.count(address);
            }
            LOG.infof("token_exchange refused, %s: %s", refused.code(), refused.getMessage());
            throw refused;
        } finally {
            room.release();
        }
    }
}
