package kr.codeb.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import kr.codeb.gateway.Json;
import org.junit.jupiter.api.DynamicTest;

/** Checks params one by one, each as a tool that takes only it would. */
public final class ParamCheck {

    private ParamCheck() {}

    /** Values that a param accepts, and values that it refuses. */
    public record Values(Param param, List<Object> good, List<Object> bad) {}

    public static Stream<DynamicTest> tests(List<Values> table) {
        return table.stream()
                .flatMap(row -> Stream.concat(
                        row.good.stream()
                                .map(value -> DynamicTest.dynamicTest(
                                        row.param.name() + " may be " + value,
                                        () -> assertEquals(List.of(), violations(row.param, value)))),
                        row.bad.stream()
                                .map(value -> DynamicTest.dynamicTest(
                                        row.param.name() + " may not be " + value, () -> refused(row.param, value)))));
    }

    private static void refused(Param param, Object value) {
        List<String> said = violations(param, value);
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("%s must be %s.".formatted(param.name(), param.rule())), said::toString);
    }

    private static List<String> violations(Param param, Object value) {
        return new Input(List.of(param))
                .violations(Json.object().set(param.name(), Json.tree(value))).stream()
                        .map(Input.Violation::message)
                        .toList();
    }
}
