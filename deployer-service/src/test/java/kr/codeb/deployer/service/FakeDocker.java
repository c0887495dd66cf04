package kr.codeb.deployer.service;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import kr.codeb.deployer.container.Docker;
import kr.codeb.deployer.container.DockerHost;
import kr.codeb.deployer.testing.FakeHost;
import kr.codeb.operations.run.Fence;

/** The service in tests works on a host in memory. */
class FakeDocker {

    static final FakeHost HOST = new FakeHost();

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    DockerHost host(Fence fence) {
        return new DockerHost(HOST, fence, new Docker(List.of("docker"), 512, true, "codeb-apps"));
    }
}
