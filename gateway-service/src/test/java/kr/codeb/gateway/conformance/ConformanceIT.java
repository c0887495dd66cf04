package kr.codeb.gateway.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import kr.codeb.contracts.key.Role;
import kr.codeb.gateway.fake.Keys;
import kr.codeb.gateway.fake.Neighbours;
import org.junit.jupiter.api.Test;

/** The official conformance suite, whole, against this gateway with the fixtures that the suite asks for. */
@QuarkusTest
@TestProfile(ConformanceIT.WithFixtures.class)
@QuarkusTestResource(Neighbours.class)
class ConformanceIT {

    static final String PROFILE = "conformance";

    private static final int MINUTES = 8;

    @TestHTTPResource
    URI address;

    public static class WithFixtures implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return PROFILE;
        }
    }

    @Test
    void theSuitePassesWhole() throws IOException, InterruptedException {
        File said = File.createTempFile("conformance", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        "../deploy/conformance",
                        "whole",
                        address.resolve("/mcp").toString())
                .redirectErrorStream(true)
                .redirectOutput(said);
        builder.environment().put("MCP_KEY", Keys.ours(Role.OWNER));
        Process suite = builder.start();
        try {
            assertTrue(suite.waitFor(MINUTES, TimeUnit.MINUTES), "the suite did not end");
            assertEquals(0, suite.exitValue(), () -> read(said.toPath()));
        } finally {
            suite.descendants().forEach(ProcessHandle::destroy);
            suite.destroy();
        }
        said.delete();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return gone.getMessage();
        }
    }
}
