package kr.codeb.deployer.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is being answered is counted, by whatever way the request came; a connection that is only kept open is not. */
class UnderWayTest {

    private static final String SAID = """
            [{"address":"localhost:4100","num_requests":%d,"fails":0},{"address":"localhost:41000","num_requests":7,"fails":0},\
            {"address":"localhost:{preview_port}","num_requests":%d,"fails":0},{"address":"localhost:{again}","num_requests":%d,"fails":0}]
            """;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, -1, 0",
        "3, 0, 0, -1, 3",
        // Somebody looks at a preview; there are no connections here, then there is one.
        "0, 1, 0, 0, 0",
        "0, 1, 0, 1, 1",
        // Five connections, of which one request and two of three others may be this port's.
        "1, 1, 2, 5, 4",
        "3, 1, 1, 3, 3"
    })
    void countsVisitorsPreviewsAndRepeatedRequests(
            int visitors, int previews, int again, int connections, int expected) {
        String more = connections < 0 ? "" : "connections %d%n".formatted(connections);
        assertEquals(expected, UnderWay.at(4100, SAID.formatted(visitors, previews, again) + more));
    }

    @ParameterizedTest
    @CsvSource({"connections 0, 0", "connections 12, 12"})
    void withoutCaddysWordAllConnectionsCount(String said, int expected) {
        assertEquals(expected, UnderWay.at(4100, said + "\n"));
    }
}
