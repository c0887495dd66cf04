package kr.codeb.deployer.cleanup;

import kr.codeb.deployer.it.RealDocker;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;

/** A cleanup that is over when it returns. */
public final class CleanupForTests {

    private CleanupForTests() {}

    public static Cleanup of(RealDocker docker, Registry registry, Provisioner provisioner) {
        return new Cleanup(
                registry, provisioner, docker.host, new Drain(docker.host, docker.images, 2, 2, Runnable::run));
    }
}
