package kr.codeb.gateway.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import kr.codeb.gateway.Json;

/** Checks one param by itself, as a tool that takes only it would. */
public final class ParamCheck {

    private ParamCheck() {}

    public static List<String> violations(Param param, JsonNode value) {
        return new Input(List.of(param))
                .violations(Json.object().set(param.name(), value)).stream()
                        .map(Input.Violation::message)
                        .toList();
    }
}
