package kr.codeb.provisioner.init;

import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.Project;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.Slots;
import kr.codeb.operations.run.HeldOperation;
import kr.codeb.operations.steps.Outcome;
import kr.codeb.provisioner.database.DatabaseUrl;
import kr.codeb.provisioner.env.EnvFile;
import kr.codeb.provisioner.env.EnvPlace;
import kr.codeb.provisioner.env.StoredEnv;
import kr.codeb.provisioner.hold.OwnHold;
import kr.codeb.provisioner.host.AppServer;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.Names;
import kr.codeb.provisioner.provision.OwnUrls;
import kr.codeb.provisioner.redis.RedisUrl;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.provisioner.site.Site;
import kr.codeb.settings.ProvisionerConfig;

/**
 * One run of {@code workflow_init}: what is asked, what was there, and what the steps learn on the way. The fields that
 * steps set are for later steps of the same run; taking back uses none of them.
 */
final class Init {

    private final HeldOperation held;
    private final InitServices services;
    private final InitParams params;
    private final Optional<Project> project;
    private Optional<StoredEnv> env;
    private Ports ports;
    private DatabaseUrl databaseUrl;
    private RedisUrl redisUrl;
    private Integer redisNumber;
    private ProjectEnvironment settings;
    private boolean envChanged;

    Init(HeldOperation held, InitServices services) {
        this.held = held;
        this.services = services;
        this.params = held.params(InitParams.class);
        this.project = services.registry().find(held.operation().project());
        this.settings = before().orElse(null);
    }

    HeldOperation held() {
        return held;
    }

    OwnHold hold() {
        return new OwnHold(held);
    }

    ProvisionerConfig config() {
        return services.config();
    }

    Registry registry() {
        return services.registry();
    }

    AppServer app() {
        return services.app();
    }

    Makers makers() {
        return services.makers();
    }

    OwnUrls urls() {
        return services.urls();
    }

    InitParams params() {
        return params;
    }

    /** What a step says that makes what is missing. */
    Outcome made(boolean anything) {
        return anything ? Outcome.done() : Outcome.done("it is there already");
    }

    Names names() {
        Operation operation = held.operation();
        return new Names(operation.project(), operation.environment());
    }

    EnvPlace place() {
        return services.envs()
                .place(held.operation().project(), held.operation().environment());
    }

    Optional<Project> project() {
        return project;
    }

    /** What the SSOT said of this environment when the operation began. */
    Optional<ProjectEnvironment> before() {
        return project.flatMap(found -> found.in(held.operation().environment()));
    }

    /** The env file as it was when it was first asked for. */
    Optional<StoredEnv> env() {
        if (env == null) {
            env = services.envs().read(place());
        }
        return env;
    }

    /** A variable of the env file that is there and not empty. */
    Optional<String> envValue(String name) {
        return env().map(StoredEnv::file)
                .flatMap((EnvFile file) -> file.value(name))
                .filter(value -> !value.isBlank());
    }

    /** A variable of the env file as it is now. */
    Optional<String> storedValue(String name) {
        return services.envs().read(place()).map(StoredEnv::file).flatMap(file -> file.value(name));
    }

    boolean wantsDatabase() {
        return params.database() || before().map(ProjectEnvironment::database).isPresent();
    }

    boolean wantsRedis() {
        return params.redis() || before().map(ProjectEnvironment::redis).isPresent();
    }

    /** Name and user of the database: what the SSOT says, or the usual ones. */
    ProjectEnvironment.Database database() {
        return before().map(ProjectEnvironment::database)
                .orElseGet(() -> new ProjectEnvironment.Database(names().database(), names().databaseUser()));
    }

    String domain() {
        return before().map(ProjectEnvironment::domain)
                .orElseGet(() -> params.domain() == null
                        ? names().domain(services.config().baseDomain())
                        : params.domain());
    }

    Ports ports() {
        return ports;
    }

    void ports(Ports allocated) {
        ports = allocated;
    }

    /** The URL that belongs into the env file; empty when the project has no database, or keeps another URL. */
    Optional<DatabaseUrl> databaseUrl() {
        return Optional.ofNullable(databaseUrl);
    }

    void databaseUrl(DatabaseUrl url) {
        databaseUrl = url;
    }

    Optional<RedisUrl> redisUrl() {
        return Optional.ofNullable(redisUrl);
    }

    void redisUrl(RedisUrl url) {
        redisUrl = url;
    }

    Optional<Integer> redisNumber() {
        return Optional.ofNullable(redisNumber);
    }

    void redisNumber(int number) {
        redisNumber = number;
    }

    /** What the SSOT says of this environment now. */
    ProjectEnvironment settings() {
        return settings;
    }

    /** The slots as they are now; empty before they are made. */
    Optional<Slots> slots() {
        return registry().slots(names().project(), names().environment());
    }

    /** All names that the site answers to, or would answer to when it is made. */
    List<String> hosts() {
        return before().map(known -> site().hosts())
                .orElseGet(() -> new Site(
                                names().project(),
                                names().environment(),
                                null,
                                List.of(domain()),
                                config().baseDomain())
                        .hosts());
    }

    Site site() {
        return Site.of(
                names().project(),
                names().environment(),
                settings,
                services.config().baseDomain());
    }

    void settings(ProjectEnvironment entered) {
        settings = entered;
    }

    boolean envChanged() {
        return envChanged;
    }

    void envWasWritten() {
        envChanged = true;
    }
}
