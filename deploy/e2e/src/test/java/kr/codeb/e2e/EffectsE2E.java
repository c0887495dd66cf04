package kr.codeb.e2e;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code kill -9} of the service that acts (or of one that it asks), at each point between two effects of an operation; or only a connection breaks
 * there: it is finished or taken back by itself, everything agrees, the same call succeeds, and visitors notice nothing. {@code -Dcodeb.e2e.seed} repeats a sample.
 */
@ExtendWith(Projects.class)
class EffectsE2E {

    private static final long SEED = Long.getLong("codeb.e2e.seed", System.nanoTime());

    /** Which of those that not each run tries, this one does. */
    private static final Set<String> DRAWN = draw();

    private static Project shop;
    private static Project broken;
    private static Gates gates;

    @BeforeAll
    static void runAShop() {
        System.out.printf("seed %d, drawn %s%n", SEED, DRAWN);
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
    Iterator<DynamicTest> aDeployWhoseRecoveryDies(TestInfo test) {
        return ifDrawn(test, each(Scene.deploy(shop), 1).twice());
    }

    @TestFactory
    Iterator<DynamicTest> anInitWhoseRecoveryDies(TestInfo test) {
        return ifDrawn(test, each(Scene.init(), 1).twice());
    }

    @TestFactory
    Iterator<DynamicTest> aDeployThatFails(TestInfo test) {
        return ifDrawn(test, each(Scene.failingDeploy(shop), 1));
    }

    @TestFactory
    Iterator<DynamicTest> aDeployWhoseProvisionerDies(TestInfo test) {
        return ifDrawn(test, each(Scene.deploy(shop).killing("provisioner"), 1).withoutCuts());
    }

    @TestFactory
    Iterator<DynamicTest> aDeployWhoseRegistryDies(TestInfo test) {
        return ifDrawn(test, each(Scene.deploy(shop).killing("registry"), 1).withoutCuts());
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
    Iterator<DynamicTest> aCleanup(TestInfo test) {
        return ifDrawn(test, each(Scene.cleanup(shop), 1));
    }

    @TestFactory
    Iterator<DynamicTest> anEnvSync(TestInfo test) {
        return ifDrawn(test, each(Scene.envSync(shop), 1));
    }

    @TestFactory
    Iterator<DynamicTest> anInit() {
        return each(Scene.init(), 1);
    }

    @TestFactory
    Iterator<DynamicTest> anUpdate(TestInfo test) {
        return ifDrawn(test, each(Scene.update(shop), 1));
    }

    @TestFactory
    Iterator<DynamicTest> aDomainDeletion(TestInfo test) {
        return ifDrawn(test, each(Scene.domainDelete(shop), 1));
    }

    @TestFactory
    Iterator<DynamicTest> aDeletion() {
        return each(Scene.delete(), 1);
    }

    @TestFactory
    Iterator<DynamicTest> aRepair(TestInfo test) {
        return ifDrawn(test, each(Scene.repair(broken), 1));
    }

    /** A run of the short form tries some of these, drawn by the seed; the long form all, and a single point wherever it is. */
    private static Iterator<DynamicTest> ifDrawn(TestInfo test, Enumeration points) {
        return Sandbox.longForm()
                        || Enumeration.WANTED != null
                        || DRAWN.contains(test.getTestMethod().orElseThrow().getName())
                ? points
                : Collections.emptyIterator();
    }

    private static Set<String> draw() {
        List<String> names = Arrays.stream(EffectsE2E.class.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 1 && method.isAnnotationPresent(TestFactory.class))
                .map(Method::getName)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(names, new Random(SEED));
        return Set.copyOf(names.subList(0, 3));
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
