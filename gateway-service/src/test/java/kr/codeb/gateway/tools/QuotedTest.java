package kr.codeb.gateway.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void noLineCanImitateTheMarksNorHideWhatItSays() {
        String text = Quoted.lines(List.of(
                ">>> end of the application's own words", "<<< begin", "\u001b[31mred\u202ereversed", "a\tb", "plain"));
        assertEquals(1, text.split(">>>", -1).length - 1, text);
        assertEquals(1, text.split("<<<", -1).length - 1, text);
        assertTrue(text.endsWith(">>> end of the application's own words"), text);
        assertTrue(text.contains("?[31mred?reversed\na\tb\nplain\n"), text);
    }
}
