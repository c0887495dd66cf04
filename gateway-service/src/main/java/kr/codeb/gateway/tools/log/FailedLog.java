package kr.codeb.gateway.tools.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Call;

/**
 * The last lines that the container of a failed deploy wrote: its record keeps them, since the container is gone.
 *
 * @param slot where it stood; null when that is not known
 */
record FailedLog(String slot, List<String> lines) {

    static Optional<FailedLog> of(Operation operation) {
        if (operation.failure() == null) {
            return Optional.empty();
        }
        JsonNode log = Json.tree(operation.failure().details()).at("/diagnosis/log");
        String target = operation.notes().get("slot");
        return log.isArray()
                ? Optional.of(new FailedLog(
                        target == null ? null : target.split(" ")[0],
                        log.valueStream().map(JsonNode::asText).toList()))
                : Optional.empty();
    }

    ObjectNode tail(Call call) {
        String wanted = call.text("contains") == null ? "" : call.text("contains");
        List<String> found =
                lines.stream().filter(line -> line.contains(wanted)).toList();
        int left = Math.max(0, found.size() - call.whole("lines"));
        ObjectNode fields = Json.object().put("slot", slot);
        fields.set("lines", Json.tree(found.subList(left, found.size())));
        return fields.put("cut", left > 0);
    }
}
