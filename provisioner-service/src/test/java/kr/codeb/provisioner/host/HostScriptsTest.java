package kr.codeb.provisioner.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import kr.codeb.operations.testing.HostScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hosts run for the services' key every script that this service sends, and no other. */
class HostScriptsTest {

    @Test
    void theListSaysWhatTheCodeSends(@TempDir Path folder) throws Exception {
        assertEquals(List.of(), HostScripts.differences(HostScripts.build(folder), "provisioner", AppServer.class));
    }
}
