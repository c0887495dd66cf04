package kr.codeb.deployer.deploy;

import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.deployer.neighbour.Provisioner;
import kr.codeb.deployer.neighbour.Registry;
import kr.codeb.deployer.slot.SlotContainers.Release;
import kr.codeb.deployer.slot.SlotOperation;
import kr.codeb.operations.run.HeldOperation;

/** One deploy. */
final class Deployment extends SlotOperation {

    static final String AS_BEFORE = "Both slots are as they were.";

    private final DeployParams params;
    private String digest;
    private EnvRelease env;

    Deployment(HeldOperation held, Registry registry, Provisioner provisioner) {
        super(held, registry, provisioner, "slot");
        this.params = held.params(DeployParams.class);
    }

    DeployParams params() {
        return params;
    }

    void pulled(String pulledDigest) {
        digest = pulledDigest;
    }

    String digest() {
        return digest;
    }

    void prepared(EnvRelease preparedEnv) {
        env = preparedEnv;
    }

    EnvRelease env() {
        return env;
    }

    /** What stands in the new container. */
    Release release() {
        return new Release(ImageReference.of(params.image()).pinned(digest), params.version(), env);
    }

    /** Whether the registry says that this deploy has happened. */
    boolean isRecorded() {
        return operation().id().equals(slot().operationId());
    }
}
