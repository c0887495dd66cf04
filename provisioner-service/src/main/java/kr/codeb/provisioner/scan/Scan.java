package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.HostScan;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.web.Correlation;
import org.jboss.logging.Logger;

/** Looks at all parts side by side. A server that is away costs its own part only. */
@Singleton
class Scan {

    private static final Logger LOG = Logger.getLogger(Scan.class);
    private static final long PATIENCE_SECONDS = 20;

    private final Registry registry;
    private final EnvStore envs;
    private final EnvPart env;
    private final SitePart site;
    private final RoutesPart routes;
    private final DnsPart dns;
    private final DatabasePart database;
    private final RedisPart redis;

    Scan(
            Registry registry,
            EnvStore envs,
            EnvPart env,
            SitePart site,
            RoutesPart routes,
            DnsPart dns,
            DatabasePart database,
            RedisPart redis) {
        this.registry = registry;
        this.envs = envs;
        this.env = env;
        this.site = site;
        this.routes = routes;
        this.dns = dns;
        this.database = database;
        this.redis = redis;
    }

    List<Part<?>> parts() {
        return List.of(env, site, routes, dns, database, redis);
    }

    /** @throws CodebException PROJECT_NOT_FOUND */
    Subject subject(String project, Environment environment) {
        return new Subject(
                project,
                environment,
                readable(() -> Optional.of(registry.settings(project, environment)))
                        .orElse(null),
                readable(() -> registry.slots(project, environment)).orElse(null),
                EnvTruth.read(envs, envs.place(project, environment)));
    }

    HostScan of(Subject subject) {
        var askedEnv = begin(env, subject);
        var askedSite = begin(site, subject);
        var askedRoutes = begin(routes, subject);
        var askedDns = begin(dns, subject);
        var askedDatabase = begin(database, subject);
        var askedRedis = begin(redis, subject);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        var envLook = await(askedEnv, deadline);
        var siteLook = await(askedSite, deadline);
        var routesLook = await(askedRoutes, deadline);
        var dnsLook = await(askedDns, deadline);
        var databaseLook = await(askedDatabase, deadline);
        var redisLook = await(askedRedis, deadline);
        List<Look<?>> looks = List.of(envLook, siteLook, routesLook, dnsLook, databaseLook, redisLook);
        return new HostScan(
                envLook.view(),
                siteLook.view(),
                dnsLook.view(),
                databaseLook.view(),
                redisLook.view(),
                looks.stream().flatMap(look -> look.drift().stream()).toList(),
                looks.stream()
                        .flatMap(look -> look.issues().stream())
                        .distinct()
                        .toList());
    }

    private static <T> CompletableFuture<Look<T>> begin(Part<T> part, Subject subject) {
        CompletableFuture<Look<T>> look = new CompletableFuture<>();
        String correlation = Correlation.current();
        Thread.ofVirtual().name("scan " + part.name()).start(() -> {
            Correlation.take(correlation);
            look.complete(looked(part, subject));
        });
        return look;
    }

    private static <T> Look<T> looked(Part<T> part, Subject subject) {
        try {
            return part.look(subject);
        } catch (CodebException told) {
            return Look.failed(told.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "%s of %s could not be looked at", part.name(), subject.project());
            return Look.failed("%s could not be looked at; the provisioner's log tells more.".formatted(part.name()));
        }
    }

    private static <T> Look<T> await(CompletableFuture<Look<T>> look, long deadline) {
        try {
            return look.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return Look.failed(
                    "A server did not answer within %d s; health_check tells which.".formatted(PATIENCE_SECONDS));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Look.failed("The service is stopping.");
        }
    }

    /** A registry file that cannot be used leaves its part of the answer open; the scan's answer names it. */
    private static <T> Optional<T> readable(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (CodebException damaged) {
            if (damaged.code() == ErrorCode.REGISTRY_CORRUPT) {
                return Optional.empty();
            }
            throw damaged;
        }
    }
}
