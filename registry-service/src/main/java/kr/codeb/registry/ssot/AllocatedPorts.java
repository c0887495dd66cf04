package kr.codeb.registry.ssot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.SlotName;

/** {@code ports.allocated} the other way round: the ports of each project's environment. */
final class AllocatedPorts {

    private record Key(String project, String environment, String slot) {}

    private final Map<Key, Integer> ports = new ConcurrentHashMap<>();

    AllocatedPorts() {}

    AllocatedPorts(JsonNode allocated) {
        allocated
                .properties()
                .forEach(entry -> TakenPorts.port(entry.getKey()).ifPresent(port -> put(port, entry.getValue())));
    }

    void put(int port, JsonNode allocation) {
        if (allocation != null) {
            ports.put(key(allocation), port);
        }
    }

    void remove(JsonNode allocation) {
        if (allocation != null) {
            ports.remove(key(allocation));
        }
    }

    Optional<Ports> of(String project, Environment environment) {
        Integer blue = ports.get(new Key(project, environment.wire(), SlotName.BLUE.wire()));
        Integer green = ports.get(new Key(project, environment.wire(), SlotName.GREEN.wire()));
        if (blue == null && green == null) {
            return Optional.empty();
        }
        return Optional.of(new Ports(blue == null ? green - 1 : blue, green == null ? blue + 1 : green));
    }

    private static Key key(JsonNode allocation) {
        return new Key(
                allocation.path("project").asText(),
                allocation.path("environment").asText(Environment.PRODUCTION.wire()),
                allocation.path("slot").asText());
    }
}
