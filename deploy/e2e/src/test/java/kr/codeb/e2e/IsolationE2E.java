package kr.codeb.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tried from inside a container: it reaches its own servers, and neither its neighbours nor ours. */
@ExtendWith(Projects.class)
class IsolationE2E {

    private static final String MINE = "green";

    /** Prints for each {@code host:port} what came of a connection to it. */
    private static final String CONNECT = """
            const net = require("net");
            for (const place of process.argv.slice(1)) {
              const at = place.lastIndexOf(":");
              const socket = net.connect(+place.slice(at + 1), place.slice(0, at));
              const end = (word) => { console.log(place + " " + word); socket.destroy(); };
              socket.setTimeout(4000);
              socket.on("connect", () => end("connected"));
              socket.on("error", (error) => end(error.code));
              socket.on("timeout", () => end("silent"));
            }""";

    private static Project shop;
    private static Project other;

    @BeforeAll
    static void runTwoProjects() {
        other = Project.fresh().running("ok:v1");
        shop = Project.fresh();
        shop.init("database", true, "redis", true).call().ok();
        shop.deploy("app:v1").call().ok();
        shop.promote().call().ok();
    }

    private static List<String> connecting(Stream<String> places) {
        List<String> words =
                new ArrayList<>(List.of("docker", "exec", shop.container(MINE).name(), "node", "-e", CONNECT));
        places.forEach(words::add);
        return Shell.run(words.toArray(String[]::new)).ok().lines();
    }

    private static void assertOutOfReach(Stream<String> places) {
        List<String> reached = connecting(places).stream()
                .filter(line -> !line.endsWith("ECONNREFUSED") && !line.endsWith("silent"))
                .toList();
        assertEquals(List.of(), reached);
    }

    private static String address(Container container) {
        return container
                .inspect()
                .at("/NetworkSettings/Networks")
                .valueStream()
                .findFirst()
                .orElseThrow()
                .path("IPAddress")
                .asText();
    }

    private static String gateway(Container container) {
        return container
                .inspect()
                .at("/NetworkSettings/Networks")
                .valueStream()
                .findFirst()
                .orElseThrow()
                .path("Gateway")
                .asText();
    }

    @Test
    void anotherProjectIsOutOfReach() {
        String there = address(other.container(MINE));
        assertTrue(there.matches("[0-9.]+"), there);
        assertOutOfReach(Stream.of(there + ":3000"));
    }

    @Test
    void theAppServersOwnServicesAreOutOfReach() {
        String gateway = gateway(shop.container(MINE));
        int ours = URI.create(Sandbox.gateway()).getPort();
        assertOutOfReach(Stream.of(22, 2222, 80, 443, 2019, 2375, 5000, 9101, 9102, 9103, 9104, ours, other.port(MINE))
                .map(port -> gateway + ":" + port));
    }

    @Test
    void theCloudsMetadataAddressIsOutOfReach() {
        assertOutOfReach(Stream.of("169.254.169.254:80", "169.254.170.2:80", "100.100.100.200:80"));
    }

    @Test
    void ofTheStorageServerOnlyItsOwnServersAreWithinReach() {
        String host = URI.create(shop.env("DATABASE_URL")).getHost();
        assertOutOfReach(Stream.of(22, 53, 8081).map(port -> host + ":" + port));
        assertEquals(
                List.of(host + ":5432 connected", host + ":6379 connected"),
                connecting(Stream.of(host + ":5432", host + ":6379")).stream()
                        .sorted()
                        .toList());
        shop.site().serves("v1");
    }

    /** What was loaded anew, as a host's own firewall is, or came back with Docker, keeps them apart again. */
    @Test
    void aDeployPutsTheRulesInForceAgain() {
        shop.deploy("app:v2").call().ok();
        assertOutOfReach(Stream.of(address(other.container(MINE)) + ":3000"));
    }
}
