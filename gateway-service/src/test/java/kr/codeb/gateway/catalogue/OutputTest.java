package kr.codeb.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kr.codeb.gateway.Json;
import org.junit.jupiter.api.Test;

/** The check that every test makes with every answer finds what it is there to find. */
class OutputTest {

    private final Output output = new Output(
            List.of(
                    Field.text("slot"),
                    Field.whole("port").maybe(),
                    Field.list("lines", Field.text("text")),
                    Field.flag("cut")),
            false,
            "lines",
            true);

    @Test
    void onlyAnAnswerAsDeclaredHasNoProblems() {
        assertEquals(List.of(), problems("'slot':'blue','port':null,'lines':[{'text':'a'}],'cut':false"));
        assertEquals(List.of(), problems("'slot':'blue','lines':[],'cut':false"));
        assertFalse(problems("'lines':[],'cut':false").isEmpty(), "a field is missing");
        assertFalse(problems("'slot':7,'lines':[],'cut':false").isEmpty(), "a field has another type");
        assertFalse(problems("'slot':'blue','lines':[],'cut':false,'more':1").isEmpty(), "a field is not declared");
        assertFalse(
                problems("'slot':'blue','lines':[{'text':'a','more':1}],'cut':false")
                        .isEmpty(),
                "nor is one inside");
    }

    @Test
    void anAnswerThatIsTooLongLosesItsOldestLinesAndSaysSo() {
        ObjectNode answer = Json.object().put("slot", "blue").put("cut", false);
        ArrayNode lines = answer.putArray("lines");
        for (int i = 0; i < 1000; i++) {
            lines.add("line " + i);
        }
        output.shorten(answer, 5_000);
        assertTrue(answer.toString().length() <= 5_000);
        assertTrue(answer.path("cut").asBoolean());
        assertEquals("line 999", lines.get(lines.size() - 1).asText());
        assertTrue(lines.size() > 300);
    }

    private List<String> problems(String fields) {
        String text = "{'success':true,'operationId':null,'correlationId':'c',%s}"
                .formatted(fields)
                .replace('\'', '"');
        return output.problems((ObjectNode) Json.read(text.getBytes(StandardCharsets.UTF_8)));
    }
}
