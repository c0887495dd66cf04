package kr.codeb.gateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.call.Corpus.Input;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.Scope;
import kr.codeb.gateway.catalogue.Tool;

/** Where in a tool's params an input is put; all else of the call is as it should be. */
record Place(Tool tool, String param, Inside inside) {

    enum Inside {
        VALUE,
        ITEM,
        FIELD,
        FIELD_NAME,
        PARAM_NAME
    }

    static List<Place> all(Collection<Tool> tools) {
        return tools.stream().flatMap(Place::of).toList();
    }

    private static Stream<Place> of(Tool tool) {
        Stream<Place> given = tool.input().params().stream().flatMap(param -> of(tool, param));
        return Stream.concat(given, Stream.of(new Place(tool, "", Inside.PARAM_NAME)));
    }

    private static Stream<Place> of(Tool tool, Param param) {
        List<Inside> more = switch (param.schema().path("type").asText()) {
            case "array" -> List.of(Inside.ITEM);
            case "object" -> List.of(Inside.FIELD, Inside.FIELD_NAME);
            default -> List.<Inside>of();
        };
        return Stream.concat(Stream.of(Inside.VALUE), more.stream())
                .map(inside -> new Place(tool, param.name(), inside));
    }

    /** What is the same for all places that take the same in the same way, in whichever tool. */
    String definition() {
        return tool.input()
                .param(param)
                .map(known -> "%s %s %s %s".formatted(param, inside, known.schema(), known.rule()))
                .orElse("a name");
    }

    /** The params of a call with this input, as JSON or what is none; empty when it cannot stand there. */
    Optional<String> params(Input input) {
        ObjectNode sample = (ObjectNode) Json.tree(Samples.of(tool.name(), tool.scope() != Scope.TEAM, "shop"));
        if (inside == Inside.FIELD || inside == Inside.FIELD_NAME) {
            sample.remove("envContent");
        }
        sample.remove(param);
        String others = Json.line(sample);
        String comma = sample.isEmpty() ? "" : ",";
        return own(input).map(field -> others.substring(0, others.length() - 1) + comma + field + "}");
    }

    private Optional<String> own(Input input) {
        String name = Json.line(param);
        return switch (inside) {
            case VALUE -> Optional.of("%s:%s".formatted(name, input.json()));
            case ITEM -> Optional.of("%s:[%s]".formatted(name, input.json()));
            case FIELD -> Optional.of("%s:{\"A\":%s}".formatted(name, input.json()));
            case FIELD_NAME -> name(input).map(field -> "%s:{%s:\"x\"}".formatted(name, field));
            case PARAM_NAME -> name(input).map("%s:\"x\""::formatted);
        };
    }

    /** As the name of a field, if it can be one. */
    private static Optional<String> name(Input input) {
        return input.value().filter(JsonNode::isTextual).map(JsonNode::toString);
    }

    @Override
    public String toString() {
        return "%s.%s %s".formatted(tool.name(), param, inside);
    }
}
