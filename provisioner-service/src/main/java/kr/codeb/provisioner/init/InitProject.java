package kr.codeb.provisioner.init;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.redis.RedisUrl;

/** {@code workflow_init}: everything that a project's environment needs, kept where it is there and made where it is missing. */
@Singleton
public class InitProject implements OperationHandler {

    private final InitServices services;

    InitProject(InitServices services) {
        this.services = services;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.INIT;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Init init = new Init(held, services);
        refuse(init);
        steps(init).run();
        return finished(init);
    }

    /** Past the last step that could fail it is finished; before, all that it made is taken back. */
    @Override
    public Object recover(HeldOperation held) {
        Init init = new Init(held, services);
        if (held.isNoted(AwaitCertificate.PAST_RETURN)) {
            return finished(init);
        }
        steps(init).undo();
        throw held.takenBack(
                "The init of %s was interrupted (a restart, or a host that could not be reached); what it had made was taken back. Call again."
                        .formatted(held.operation().project()));
    }

    /** The DNS record comes before the site: a certificate that is asked for too early can take minutes. */
    static StepSequence steps(Init init) {
        return StepSequence.of(init.held())
                .then(new CreateDirectories(init))
                .then(new AllocatePorts(init))
                .then(new CreateSlots(init))
                .then(new CreateDatabase(init))
                .then(new AllocateRedis(init))
                .then(new WriteEnv(init))
                .then(new BackupEnv(init))
                .then(new UpdateSsot(init))
                .then(new CreateDnsRecord(init))
                .then(new ConfigureSite(init))
                .then(new AwaitCertificate(init));
    }

    /** Refuses, before anything is made, what the project cannot have. */
    private void refuse(Init init) {
        Operation operation = init.held().operation();
        if (init.project()
                .filter(project -> !operation.teamId().equals(project.teamId()))
                .isPresent()) {
            throw new CodebException(
                    ErrorCode.PROJECT_EXISTS,
                    "The name %s is taken. Choose another."
                            .formatted(init.names().project()));
        }
        boolean known = init.before().isPresent();
        if (!known) {
            init.names().refuseTooLong(services.config().baseDomain());
            services.domains().refuseServersOwn(init.names());
        }
        services.domains()
                .refuse(
                        init.names(),
                        init.domain(),
                        operation.teamId(),
                        known,
                        services.registry().projects());
        if (!known) {
            services.makers().records().refuseForeign(init.hosts());
        }
    }

    /** All is made; when it cannot be told just now, the recovery tells it later. */
    private InitResult finished(Init init) {
        try {
            return result(init);
        } catch (CodebException failure) {
            if (failure.isTemporary()) {
                throw new Abandoned("what was made cannot be read just now", failure);
            }
            throw failure;
        }
    }

    private InitResult result(Init init) {
        Project project = services.registry().project(init.names().project());
        Environment environment = init.names().environment();
        ProjectEnvironment settings = project.in(environment).orElseThrow();
        String root = init.place().root();
        return new InitResult(
                project.name(),
                environment,
                project.type(),
                settings.ports(),
                Optional.ofNullable(settings.database())
                        .map(database -> new InitResult.Database(database.name(), database.user(), databaseUrl(init)))
                        .orElse(null),
                Optional.ofNullable(settings.redis())
                        .map(redis -> new InitResult.Redis(redis.db(), redisUrl(init)))
                        .orElse(null),
                settings.domain(),
                List.of(
                        "%s/registry/slots/%s-%s.json".formatted(root, project.name(), environment),
                        init.place().file(),
                        root + "/registry/ssot.json",
                        services.paths().siteFile(project.name(), environment)),
                init.hold().madeAnything());
    }

    private static String databaseUrl(Init init) {
        return init.storedValue(OwnUrls.DATABASE)
                .flatMap(DatabaseUrl::parse)
                .map(DatabaseUrl::masked)
                .orElse(null);
    }

    private static String redisUrl(Init init) {
        return init.storedValue(OwnUrls.REDIS)
                .flatMap(RedisUrl::parse)
                .map(RedisUrl::masked)
                .orElse(null);
    }
}
