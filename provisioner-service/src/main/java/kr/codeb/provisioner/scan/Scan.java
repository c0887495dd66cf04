package kr.codeb.provisioner.scan;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.scan.DatabaseScan;
import kr.codeb.contracts.scan.DnsScan;
import kr.codeb.contracts.scan.EnvScan;
import kr.codeb.contracts.scan.HostScan;
import kr.codeb.contracts.scan.RedisScan;
import kr.codeb.contracts.scan.RepairPart;
import kr.codeb.contracts.scan.SiteScan;
import kr.codeb.provisioner.env.EnvStore;
import kr.codeb.provisioner.env.EnvTruth;
import kr.codeb.provisioner.provision.Aspect;
import kr.codeb.provisioner.provision.Finding;
import kr.codeb.provisioner.provision.Makers;
import kr.codeb.provisioner.provision.ScannedEnvironment;
import kr.codeb.provisioner.registry.Registry;
import kr.codeb.web.Concurrent;
import org.jboss.logging.Logger;

/** Looks at everything side by side. A server that cannot be reached costs its own part only. */
@Singleton
class Scan {

    private static final Logger LOG = Logger.getLogger(Scan.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Registry registry;
    private final EnvStore envs;
    private final Makers makers;

    Scan(Registry registry, EnvStore envs, Makers makers) {
        this.registry = registry;
        this.envs = envs;
        this.makers = makers;
    }

    /** @throws CodebException PROJECT_NOT_FOUND */
    ScannedEnvironment environment(String project, Environment environment) {
        return new ScannedEnvironment(
                project,
                environment,
                readable(() -> Optional.of(registry.settings(project, environment)))
                        .orElse(null),
                readable(() -> registry.slots(project, environment)).orElse(null),
                EnvTruth.read(envs, envs.place(project, environment)));
    }

    HostScan of(ScannedEnvironment environment) {
        Map<RepairPart, Callable<Finding<?>>> looks = new LinkedHashMap<>();
        makers.aspects().forEach(aspect -> looks.put(aspect.part(), () -> look(aspect, environment)));
        Map<RepairPart, Finding<?>> found = Concurrent.all(
                looks,
                PATIENCE,
                part -> Finding.failed("A server did not answer within %d s; health_check tells which."
                        .formatted(PATIENCE.toSeconds())));
        return new HostScan(
                (EnvScan) found.get(RepairPart.ENV).view(),
                (SiteScan) found.get(RepairPart.SITE).view(),
                (DnsScan) found.get(RepairPart.DNS).view(),
                (DatabaseScan) found.get(RepairPart.DATABASE).view(),
                (RedisScan) found.get(RepairPart.REDIS).view(),
                found.values().stream()
                        .map(Finding::drift)
                        .flatMap(Collection::stream)
                        .toList(),
                found.values().stream()
                        .map(Finding::issues)
                        .flatMap(Collection::stream)
                        .distinct()
                        .toList());
    }

    private static Finding<?> look(Aspect<?> aspect, ScannedEnvironment environment) {
        try {
            return aspect.look(environment);
        } catch (CodebException told) {
            return Finding.failed(told.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.errorf(unexpected, "%s of %s could not be looked at", aspect.part(), environment.project());
            return Finding.failed(
                    "%s could not be looked at; the provisioner's log tells more.".formatted(aspect.part()));
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
