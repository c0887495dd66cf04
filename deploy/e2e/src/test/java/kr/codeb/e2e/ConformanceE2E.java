package kr.codeb.e2e;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The official conformance suites against the gateway as it is: all that needs none of their fixtures. */
class ConformanceE2E {

    @Test
    void whatNeedsNoFixturePasses() {
        Shell.run(
                        Duration.ofMinutes(10),
                        Map.of("MCP_KEY", System.getenv("CODEB_API_KEY")),
                        "../conformance",
                        "product",
                        System.getenv("CODEB_URL") + "/mcp")
                .ok();
    }
}
