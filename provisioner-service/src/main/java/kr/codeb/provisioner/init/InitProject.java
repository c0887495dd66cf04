package kr.codeb.provisioner.init;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.operations.run.Abandoned;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.run.OperationHandler;
import kr.codeb.operations.steps.StepSequence;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.redis.RedisUrl;

/** {@code workflow_init}: everything that a project's environment needs, kept where it stands and made where it is missing. */
@Singleton
public class InitProject implements OperationHandler {

    private final Servers servers;

    InitProject(Servers servers) {
        this.servers = servers;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.INIT;
    }

    @Override
    public Object run(HeldOperation held, JsonNode secret) {
        Init init = new Init(held, servers);
        refuseForeignNames(init);
        steps(init).run();
        return finished(init);
    }

    /** Past the last step that could fail it is finished; before, all that it made is taken back. */
    @Override
    public Object recover(HeldOperation held) {
        Init init = new Init(held, servers);
        if (held.isNoted(AwaitCertificate.PAST_RETURN)) {
            return finished(init);
        }
        steps(init).undo();
        throw held.takenBack(
                "The init of %s was interrupted (a restart, or a host that went away); what it had made was taken back. Call again."
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

    private void refuseForeignNames(Init init) {
        String team = init.held().operation().teamId();
        if (init.project().filter(project -> !team.equals(project.teamId())).isPresent()) {
            throw new CodebException(
                    ErrorCode.PROJECT_EXISTS,
                    "The name %s is taken. Choose another."
                            .formatted(init.names().project()));
        }
        String domain = init.domain();
        for (Project project : servers.registry().projects()) {
            project.environments().forEach((environment, settings) -> {
                boolean same = project.name().equals(init.names().project())
                        && environment == init.names().environment();
                if (!same && answersTo(settings, domain)) {
                    throw new CodebException(
                            ErrorCode.DOMAIN_TAKEN,
                            "The domain %s belongs to another project or environment. Choose another."
                                    .formatted(domain));
                }
            });
        }
    }

    private static boolean answersTo(ProjectEnvironment settings, String domain) {
        return domain.equals(settings.domain()) || settings.domains().contains(domain);
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
        Project project = servers.registry().project(init.names().project());
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
                        servers.sites().paths().siteFile(project.name(), environment)),
                init.made().anything());
    }

    private static String databaseUrl(Init init) {
        return init.storedValue(CreateDatabase.VARIABLE)
                .flatMap(DatabaseUrl::parse)
                .map(DatabaseUrl::masked)
                .orElse(null);
    }

    private static String redisUrl(Init init) {
        return init.storedValue(AllocateRedis.VARIABLE)
                .flatMap(RedisUrl::parse)
                .map(RedisUrl::masked)
                .orElse(null);
    }
}
