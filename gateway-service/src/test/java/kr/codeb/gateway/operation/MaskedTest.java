package kr.codeb.gateway.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import kr.codeb.gateway.Json;
import org.junit.jupiter.api.Test;

class MaskedTest {

    @Test
    void passwordsInUrlsAreMaskedAtAnyDepth() {
        ObjectNode answer = (ObjectNode) Json.tree(Map.of(
                "list", List.of(Map.of("url", "redis://shop:pa:ss@h:6379/2")), "plain", "https://h:443/x", "n", 1));
        assertEquals(
                Json.tree(Map.of(
                        "list",
                        List.of(Map.of("url", "redis://shop:***@h:6379/2")),
                        "plain",
                        "https://h:443/x",
                        "n",
                        1)),
                Masked.urls(answer));
    }
}
