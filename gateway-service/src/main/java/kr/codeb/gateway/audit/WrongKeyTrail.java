package kr.codeb.gateway.audit;

import jakarta.inject.Singleton;
import java.time.Clock;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.auth.Counter;
import kr.codeb.gateway.auth.WrongKeys;
import kr.codeb.gateway.catalogue.Violations;
import kr.codeb.gateway.neighbour.RegistryClient;
import kr.codeb.web.Correlation;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Writes down that a key was shown which opens nothing: of each address one in a minute, and few of all together, since who has no key
 * must not fill the audit. Whose key has ended finds it in the team's own audit.
 */
@Singleton
class WrongKeyTrail implements WrongKeys {

    private static final Logger LOG = Logger.getLogger(WrongKeyTrail.class);
    private static final int MOST_IN_A_MINUTE = 10;
    private static final String ALL = "all";
    private static final String STRANGER = "stranger";

    private final RegistryClient registry;
    private final Counter entries = new Counter(Clock.systemUTC());

    WrongKeyTrail(@RestClient RegistryClient registry) {
        this.registry = registry;
    }

    /** Nobody waits until it is written. */
    @Override
    public void shown(String address, String keyId, String teamId) {
        if (entries.count(ALL) <= MOST_IN_A_MINUTE) {
            String what = keyId == null ? "An unknown API key" : "An API key that has expired or is revoked";
            NewAuditEntry entry = new NewAuditEntry(
                    teamId,
                    keyId == null ? STRANGER : keyId,
                    "login",
                    null,
                    null,
                    ErrorCode.UNAUTHENTICATED.name(),
                    null,
                    Correlation.current(),
                    "%s came from %s.".formatted(what, Violations.shown(address)));
            Thread.ofVirtual().start(Correlation.carried(() -> write(entry)));
        }
    }

    private void write(NewAuditEntry entry) {
        try {
            registry.audit(entry);
        } catch (RuntimeException failed) {
            LOG.warnf("not in the audit: %s (%s)", entry.detail(), failed.getMessage());
        }
    }
}
