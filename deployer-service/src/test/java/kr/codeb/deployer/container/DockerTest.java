package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kr.codeb.contracts.provisioner.EnvRelease;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import org.junit.jupiter.api.Test;

class DockerTest {

    private static final SlotContainer GREEN = new SlotContainer("myapp", Environment.PRODUCTION, SlotName.GREEN);
    private static final ProjectEnvironment PROJECT = new ProjectEnvironment(
            new Ports(4102, 4103), null, null, null, null, 3000, "/health", "512m", "1", "api", 48);

    private final Docker docker = new Docker(List.of("docker"), 512, true, "codeb-apps");

    private static ContainerSpec spec(String exports) {
        return new ContainerSpec(
                GREEN,
                4103,
                "ghcr.io/org/myapp@sha256:abc",
                "v2",
                "op_1",
                PROJECT,
                new EnvRelease("e1", "/opt/codeb/projects/myapp/.env.production", exports),
                "myapp.codeb.kr");
    }

    @Test
    void createsAContainerOnLoopbackWithLimitsAndItsNames() {
        assertEquals(
                "docker create --name x --restart no --label codeb.project=myapp"
                        + " --label codeb.environment=production --label codeb.slot=green --label codeb.version=v2"
                        + " --label codeb.operation=op_1 --network codeb-apps -p 127.0.0.1:4103:3000 --memory 512m --cpus 1"
                        + " --pids-limit 512 --security-opt no-new-privileges --cap-drop ALL --cap-add CHOWN"
                        + " --cap-add DAC_OVERRIDE --cap-add FOWNER --cap-add FSETID --cap-add KILL"
                        + " --cap-add NET_BIND_SERVICE --cap-add SETGID --cap-add SETUID --log-driver json-file"
                        + " --log-opt max-size=10m --log-opt max-file=3"
                        + " --health-cmd HEALTH"
                        + " --health-interval 10s --health-timeout 5s"
                        + " --env-file /opt/codeb/projects/myapp/.env.production ghcr.io/org/myapp@sha256:abc",
                docker.create(spec(""), "x")
                        .line()
                        .replaceFirst("--health-cmd '.*' --health-int", "--health-cmd HEALTH --health-int"));
    }

    @Test
    void keepsAllCapabilitiesWhenTold() {
        String line = new Docker(List.of("docker"), 512, false, "codeb-apps")
                .create(spec(""), "x")
                .line();

        assertEquals(-1, line.indexOf("--cap-"));
    }

    @Test
    void exportsWhatTheEnvFileCannotCarry() {
        List<String> words = docker.create(spec("/opt/codeb/e.export"), "x").words();

        assertEquals(List.of("with-exports.sh", "/opt/codeb/e.export", "docker", "create"), words.subList(3, 7));
    }

    @Test
    void aHealthPathIsOneWordForTheShellInTheContainer() {
        ProjectEnvironment odd = new ProjectEnvironment(
                new Ports(4102, 4103), null, null, null, null, 3000, "/a?b=$(id)&c='", "512m", "1", "api", 48);
        List<String> words = docker.create(
                        new ContainerSpec(
                                GREEN,
                                4103,
                                "x@sha256:a",
                                "v",
                                "op_1",
                                odd,
                                new EnvRelease("e", "/e", null),
                                "myapp.codeb.kr"),
                        "x")
                .words();

        String url = "'http://127.0.0.1:3000/a?b=$(id)&c='\\'''";
        assertEquals(
                "curl -sfg -H 'Host: myapp.codeb.kr' -H 'X-Forwarded-Proto: https' " + url
                        + " || wget -q --header 'Host: myapp.codeb.kr' --header 'X-Forwarded-Proto: https' -O /dev/null "
                        + url,
                words.get(words.indexOf("--health-cmd") + 1));
    }

    @Test
    void callsDockerWithTheWordsOfTheSetting() {
        Docker other = new Docker(List.of("docker", "-H", "unix:///x.sock"), 512, true, "codeb-apps");

        assertEquals(
                "docker -H unix:///x.sock update --restart=always a",
                other.keepRunning("a").line());
        assertEquals(
                List.of("remove-own.sh", "op_1", "docker", "-H", "unix:///x.sock"),
                other.removeOwn("op_1").words().subList(3, 8));
    }

    @Test
    void asksTheEngineThatTheWordsReach() {
        assertEquals("/var/run/docker.sock", socketOf("docker"));
        assertEquals("/x.sock", socketOf("docker", "-H", "unix:///x.sock"));
        assertEquals("/x.sock", socketOf("docker", "--host=unix:///x.sock"));
    }

    private static String socketOf(String... words) {
        return new Docker(List.of(words), 512, true, "codeb-apps")
                .takeSlot("a", "b", "c")
                .words()
                .get(4);
    }

    @Test
    void namesFollowFromTheSlot() {
        assertEquals("myapp-production-green", GREEN.name());
        assertEquals("myapp-production-green-aside-456789ab", GREEN.asideOf("op_0123456789ab"));
        assertEquals("myapp-production-green-fresh-456789ab", GREEN.freshOf("op_0123456789ab"));
    }
}
