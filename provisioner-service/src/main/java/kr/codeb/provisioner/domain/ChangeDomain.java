package kr.codeb.provisioner.domain;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.Certificates;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.ProjectRecords;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.settings.ProvisionerConfig;

/** {@code domain_setup}, which is taken back when it fails, and {@code domain_delete}, which only goes forward. */
@Singleton
class ChangeDomain implements OperationHandler {

    private final Registry registry;
    private final Makers makers;
    private final Certificates certificates;

    ChangeDomain(Registry registry, Makers makers, AppServer app, ProvisionerConfig config) {
        this.registry = registry;
        this.makers = makers;
        this.certificates = new Certificates(app, config);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DOMAIN;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        DomainChange change = new DomainChange(held, registry, makers);
        if (change.removes()) {
            removal(change).run();
            return new DomainResult(change.domain(), null, null, change.domain());
        }
        refuse(change);
        setup(change).run();
        return done(change);
    }

    @Override
    public Object recover(HeldOperation held) {
        DomainChange change = new DomainChange(held, registry, makers);
        if (change.removes()) {
            return run(held, null);
        }
        if (held.isNoted(AwaitDomain.PAST_RETURN)) {
            return done(change);
        }
        setup(change).undo();
        throw held.takenBack();
    }

    /** The DNS record comes before the site: a certificate that is asked for too early can take minutes. */
    private StepSequence setup(DomainChange change) {
        return StepSequence.of(change.held())
                .then(new TakeDomain(change))
                .then(new PointDomain(change))
                .then(new ServeDomain(change))
                .then(new AwaitDomain(change, certificates));
    }

    private static StepSequence removal(DomainChange change) {
        return StepSequence.of(change.held())
                .then(new StopServing(change))
                .then(new RemoveRecord(change))
                .then(new GiveUpDomain(change));
    }

    /** Refuses, before anything is made, a name that the environment cannot have. */
    private void refuse(DomainChange change) {
        registry.checkDomain(change.held(), change.domain());
        boolean has = change.settings().domain().equals(change.domain())
                || change.settings().domains().contains(change.domain());
        if (!has) {
            makers.records().refuseForeign(List.of(change.domain()));
        }
    }

    private DomainResult done(DomainChange change) {
        ProjectRecords records = makers.records();
        boolean managed = records.outside(List.of(change.domain())).isEmpty();
        String missing = change.held().noted(AwaitDomain.MISSING).orElse("it was not asked for");
        return new DomainResult(
                change.domain(),
                new DomainResult.Dns(
                        managed, List.of(new DomainResult.DnsEntry(change.domain(), "A", records.address()))),
                missing.isEmpty() ? "ready" : "pending: " + missing,
                null);
    }
}
