package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** A kind of operation: what has to be there before it, how it is called, and what is true when it ended. */
interface Scene {

    /** The service that is killed: the one that carries it out, or one that this one asks. */
    String victim();

    /** Whether Caddy is reloaded in it. */
    boolean reloads();

    /** How the ways begin on which it asks others: all of them have to pass a gate. */
    List<String> ways();

    /** Makes sure that it can be called. */
    Turn prepare();

    /**
     * One time that it is carried out.
     *
     * @param call makes the same call each time
     * @param ended looks at what only this kind changes
     * @param status what the call answers when nobody is killed
     * @param sound whether everything agrees before, and so has to when it failed
     */
    record Turn(Project project, Supplier<Call> call, Ended ended, int status, boolean sound) {

        Turn(Project project, Supplier<Call> call, Ended ended) {
            this(project, call, ended, 200, true);
        }

        String outcome() {
            return status == 200 ? "succeeded" : "failed";
        }
    }

    /** What must be true when it ended, whether it succeeded or was taken back. */
    interface Ended {
        void check(boolean succeeded);
    }

    /** Into a slot that holds the version before, kept for a rollback. */
    static Scene deploy(Project shop) {
        return new Of("deployer", false, () -> {
            withGrace(shop);
            String before = version(shop);
            String image = before.equals("v2") ? "app:v3" : "app:v2";
            return new Turn(
                    shop,
                    () -> shop.deploy(image),
                    succeeded -> assertEquals(succeeded ? image.substring("app:".length()) : before, version(shop)));
        });
    }

    /** Of a version that ends at once: it is taken back, and killed while it is. */
    static Scene failingDeploy(Project shop) {
        return new Of("deployer", false, () -> {
            withGrace(shop);
            String before = shop.slots().toString();
            return new Turn(
                    shop,
                    () -> shop.deploy("crash:v1"),
                    succeeded -> assertEquals(before, shop.slots().toString()),
                    422,
                    true);
        });
    }

    static Scene promote(Project shop) {
        return new Of("deployer", false, () -> {
            if (shop.is("grace")) {
                shop.rollback().call().ok();
            } else if (!shop.is("deployed")) {
                shop.deploy("app:v2").call().ok();
            }
            return moving(shop, shop::promote);
        });
    }

    static Scene rollback(Project shop) {
        return new Of("deployer", false, () -> {
            withGrace(shop);
            return moving(shop, shop::rollback);
        });
    }

    static Scene cleanup(Project shop) {
        return new Of("deployer", false, () -> {
            withGrace(shop);
            return new Turn(shop, shop::cleanup, succeeded -> assertEquals(!succeeded, shop.is("grace")));
        });
    }

    static Scene envSync(Project shop) {
        return new Of("provisioner", false, () -> {
            String before = shop.env("WORD");
            String after = Text.randomLetters(8);
            return new Turn(
                    shop,
                    () -> shop.syncEnv("WORD=" + after + "\n"),
                    succeeded -> assertEquals(succeeded ? after : before, shop.env("WORD")));
        });
    }

    /** Of a setting that no container has: only the registry hears of it. */
    static Scene update(Project shop) {
        return new Of("provisioner", false, List.of("registry "), () -> {
            String before = graceHours(shop);
            int wanted = before.equals("47") ? 46 : 47;
            return new Turn(
                    shop,
                    () -> shop.tool("project_update", "graceHours", wanted),
                    succeeded -> assertEquals(succeeded ? "" + wanted : before, graceHours(shop)));
        });
    }

    private static String graceHours(Project shop) {
        return shop.tool("slot_status").call().ok().text("/settings/graceHours");
    }

    static Scene domainDelete(Project shop) {
        String name = "www." + shop.domain();
        return new Of("provisioner", true, () -> {
            shop.tool("domain_setup", "domain", name).call().ok();
            return new Turn(
                    shop,
                    () -> shop.codeb().tool("domain_delete", "projectName", shop.name(), "domain", name),
                    succeeded -> {
                        assertEquals(!succeeded, Text.of(shop.siteFile()).contains(name));
                        assertEquals(!succeeded, !Storage.addresses(name).isEmpty());
                    });
        });
    }

    /** Of a new project each time, with a version that has visitors and all that a project can have. */
    static Scene delete() {
        return new Of("deployer", true, () -> {
            Project fresh = Project.fresh();
            fresh.init("database", true, "redis", true).call().ok();
            fresh.deploy("app:v1").call().ok();
            fresh.promote().call().ok();
            Queue<String> tokens = new ArrayDeque<>(List.of(plan(fresh)));
            return new Turn(
                    fresh,
                    () -> fresh.tool("project_delete", "confirm", tokens.isEmpty() ? plan(fresh) : tokens.remove()),
                    succeeded -> assertEquals(succeeded, fresh.ssot().isMissingNode()));
        });
    }

    private static String plan(Project project) {
        return project.tool("project_delete")
                .call()
                .refused(409, "CONFIRMATION_REQUIRED")
                .text("/details/confirm");
    }

    /** Of a new project each time. */
    static Scene init() {
        Queue<String> before = new ArrayDeque<>();
        return new Of("provisioner", true, () -> {
            while (!before.isEmpty()) {
                Projects.forget(before.remove());
            }
            Project fresh = Project.fresh();
            before.add(fresh.name());
            return new Turn(
                    fresh,
                    () -> fresh.init("database", true, "redis", true),
                    succeeded -> assertEquals(succeeded, !fresh.ssot().isMissingNode()));
        });
    }

    /** Of a project of which everything is broken that a repair mends. */
    static Scene repair(Project broken) {
        return new Of("deployer", true, () -> {
            Damage.to(broken);
            return new Turn(
                    broken,
                    () -> broken.tool("workflow_scan", "repair", true),
                    succeeded -> assertEquals(
                            List.of(),
                            broken.tool("workflow_scan")
                                    .call()
                                    .ok()
                                    .at("/drift")
                                    .valueStream()
                                    .toList()),
                    200,
                    false);
        });
    }

    private static Turn moving(Project shop, Supplier<Call> call) {
        String before = shop.slots().path("activeSlot").asText();
        return new Turn(
                shop,
                call,
                succeeded -> assertEquals(
                        !succeeded,
                        before.equals(shop.slots().path("activeSlot").asText())));
    }

    /** The version in the slot that is not active. */
    private static String version(Project shop) {
        String slot = shop.slots().path("activeSlot").asText().equals("blue") ? "green" : "blue";
        return shop.slots().at("/" + slot + "/version").asText();
    }

    private static void withGrace(Project shop) {
        if (!shop.is("grace")) {
            if (!shop.is("deployed")) {
                shop.deploy("app:v2").call().ok();
            }
            shop.promote().call().ok();
        }
    }

    /** The same with another victim. */
    default Scene killing(String other) {
        return new Of(other, reloads(), ways(), this::prepare);
    }

    /** A kind of operation, told by how it is prepared. */
    record Of(String victim, boolean reloads, List<String> ways, Supplier<Turn> preparation) implements Scene {

        Of(String victim, boolean reloads, Supplier<Turn> preparation) {
            this(victim, reloads, List.of("ssh ", "registry "), preparation);
        }

        @Override
        public Turn prepare() {
            return preparation.get();
        }
    }
}
