package kr.codeb.deployer.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.deployer.container.Capacity;
import kr.codeb.deployer.container.Containers;
import kr.codeb.deployer.container.Docker;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.container.ImageRegistries;
import kr.codeb.deployer.container.Images;
import kr.codeb.deployer.health.HealthCheck;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.promote.Promote;
import kr.codeb.deployer.slot.ContainerRemoval;
import kr.codeb.deployer.slot.SlotContainers;
import kr.codeb.deployer.slot.Visitors;
import kr.codeb.operations.run.InMemoryOperation;

/** What the operations of the deployer work with, put together around a host and neighbours in memory; what comes behind an answer is done at once. */
public final class Wired {

    public final DockerHost host;
    public final Images images;
    public final Registry registry;
    public final Provisioner provisioner;
    public final Urls urls = new Urls("codeb.kr", 443);
    public final HealthCheck health;
    public final Containers found;
    public final SlotContainers containers;
    public final Visitors visitors;
    public final Promote promote;
    public final Capacity capacity;
    public final ContainerRemoval removal;

    public Wired(FakeHost remote, FakeRegistry registry, FakeProvisioner provisioner) {
        this(
                docker(remote),
                null,
                registry,
                provisioner,
                Duration.ofSeconds(60),
                "localhost:2019",
                Duration.ofSeconds(30));
    }

    /** @param images null for some without logins */
    public Wired(
            DockerHost host,
            Images images,
            FakeRegistry registry,
            FakeProvisioner provisioner,
            Duration healthLimit,
            String caddyAdmin,
            Duration drain) {
        this.host = host;
        this.images = images == null
                ? new Images(
                        host, "/opt/codeb", new ImageRegistries(List.of("ghcr.io"), Map.of()), Duration.ofSeconds(180))
                : images;
        this.registry = new Registry(registry);
        this.provisioner = new Provisioner(provisioner);
        this.health = new HealthCheck(host, urls, healthLimit, Duration.ofSeconds(5));
        this.found = new Containers(host);
        this.containers = new SlotContainers(host, this.images, this.provisioner, urls);
        this.capacity = new Capacity(host, Optional.empty(), Optional.empty());
        this.promote = new Promote(this.registry, this.provisioner, health, urls);
        this.visitors = new Visitors(host, caddyAdmin, drain);
        this.removal = new ContainerRemoval(host, visitors, 2, Runnable::run);
    }

    private static DockerHost docker(FakeHost remote) {
        return new DockerHost(
                remote, InMemoryOperation.fence("/opt/codeb"), new Docker(List.of("docker"), 512, true, "codeb-apps"));
    }
}
