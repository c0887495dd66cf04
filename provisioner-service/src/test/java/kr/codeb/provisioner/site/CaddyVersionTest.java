package kr.codeb.provisioner.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaddyVersionTest {

    /** What the versions know is told by Caddy's release notes: {@code stream_close_delay} came with 2.7. */
    @ParameterizedTest
    @CsvSource({
        "2.6.2, false",
        "v2.6.4 h1:2hwYqiRwk1tf3VruhMpLcYTg+11fCdr8S3jhNAdnPy8=, false",
        "v2.7.0, true",
        "v2.11.4 h1:abc=, true",
        "(devel), false",
        "'', false"
    })
    void knowsWhatAVersionCanDo(String said, boolean delays) {
        CaddyVersion version = CaddyVersion.of(said);
        assertEquals(delays, version.delaysTheEndOfStreams());
        assertEquals(delays, version.told().endsWith("leaves open WebSockets alone."), version::told);
        SitePaths paths = new SitePaths("/s", "/r", "/l", "codeb.kr", "127.0.0.1", 443);
        assertEquals(delays, CommonSite.render(paths, version).contains("stream_close_delay 24h"));
    }
}
