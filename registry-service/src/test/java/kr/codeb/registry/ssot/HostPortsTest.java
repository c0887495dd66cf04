package kr.codeb.registry.ssot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortsTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::"})
    void aListenerIsSeenAtAnyAddress(String address) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            assertTrue(new HostPorts().listening().contains(listener.getLocalPort()));
        }
    }
}
