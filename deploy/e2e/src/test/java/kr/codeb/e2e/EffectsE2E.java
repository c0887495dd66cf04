package kr.codeb.e2e;

import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kill -9} of the service that acts (or of one that it asks), at each point between two effects of an operation; or only a connection breaks
 * there: it is finished or taken back by itself, everything agrees, the same call succeeds, and visitors notice nothing. {@code -Dcodeb.e2e.seed} repeats a sample.
 */
@ExtendWith(Projects.class)
class EffectsE2E {

    private static final long SEED = Long.getLong("codeb.e2e.seed", System.nanoTime());

    private static Project shop;
    private static Project broken;
    private static Gates gates;

    @BeforeAll
    static void runAShop() {
        System.out.println("seed " + SEED);
        gates = Gates.open();
        shop = twoVersionsOf(Project.fresh());
        broken = twoVersionsOf(Project.fresh());
    }

    @AfterAll
    static void openTheGates() {
        gates.close();
    }

    @TestFactory
    Iterator<DynamicTest> aDeploy() {
        return each(Scene.deploy(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aDeployWhoseRecoveryDies() {
        return each(Scene.deploy(shop), 1).twice();
    }

    @TestFactory
    Iterator<DynamicTest> anInitWhoseRecoveryDies() {
        return each(Scene.init(), 1).twice();
    }

    @TestFactory
    Iterator<DynamicTest> aDeployThatFails() {
        return each(Scene.failingDeploy(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aDeployWhoseProvisionerDies() {
        return each(Scene.deploy(shop).killing("provisioner"), 1).withoutCuts();
    }

    @TestFactory
    Iterator<DynamicTest> aDeployWhoseRegistryDies() {
        return each(Scene.deploy(shop).killing("registry"), 1).withoutCuts();
    }

    @TestFactory
    Iterator<DynamicTest> aPromote() {
        return each(Scene.promote(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aRollback() {
        return each(Scene.rollback(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aCleanup() {
        return each(Scene.cleanup(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> anEnvSync() {
        return each(Scene.envSync(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> anInit() {
        return each(Scene.init(), 1);
    }

    @TestFactory
    Iterator<DynamicTest> anUpdate() {
        return each(Scene.update(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aDomainDeletion() {
        return each(Scene.domainDelete(shop), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aDeletion() {
        return each(Scene.delete(), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aRepair() {
        return each(Scene.repair(broken), 1);
    }

    private static Enumeration each(Scene scene, int sample) {
        return new Enumeration(gates.points(), scene, shop, new Random(SEED), sample);
    }

    private static Project twoVersionsOf(Project project) {
        project.init("database", true, "redis", true).call().ok();
        for (String image : new String[] {"app:v1", "app:v2"}) {
            project.deploy(image).call().ok();
            project.promote().call().ok();
        }
        return project;
    }
}
