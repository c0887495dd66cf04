package kr.codeb.provisioner.env;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    static List<Arguments> readings() {
        return List.of(
                Arguments.of("K=value", "value"),
                Arguments.of("K=\"value\"", "value"),
                Arguments.of("K='value'", "value"),
                Arguments.of("K=`value`", "value"),
                Arguments.of("K=a b", "a b"),
                Arguments.of("K=value  ", "value"),
                Arguments.of("K= value", "value"),
                Arguments.of("K = value", "value"),
                Arguments.of("K: value", "value"),
                Arguments.of("  K=value", "value"),
                Arguments.of("export K=value", "value"),
                Arguments.of("K=abc # note", "abc"),
                Arguments.of("K=abc#def", "abc"),
                Arguments.of("K=\"abc # d\"", "abc # d"),
                Arguments.of("K=\"abc\" # d", "abc"),
                Arguments.of("K=pa$$wd", "pa$$wd"),
                Arguments.of("K=x${HOSTVAR}y", "x${HOSTVAR}y"),
                Arguments.of("K=\"a\\nb\\rc\"", "a\nb\rc"),
                Arguments.of("K='a\\nb'", "a\\nb"),
                Arguments.of("K=a\\nb", "a\\nb"),
                Arguments.of("K=", ""),
                Arguments.of("K=\"\"", ""),
                Arguments.of("K=   ", ""),
                Arguments.of("K=#note", ""),
                Arguments.of("K=value\r\n", "value"),
                Arguments.of("K=a\tb", "a\tb"),
                Arguments.of("K=한글✓", "한글✓"),
                Arguments.of("K=a=b==", "a=b=="),
                Arguments.of("K={\"a\": 1, \"b\": \"x y\"}", "{\"a\": 1, \"b\": \"x y\"}"),
                Arguments.of("K=a\"b", "a\"b"),
                Arguments.of("K=\"a\" \"b\"", "a\" \"b"),
                Arguments.of("K='it's'", "it's"),
                Arguments.of("K=\"unclosed", "\"unclosed"),
                Arguments.of("K=\"unclosed\\n", "\"unclosed\n"),
                Arguments.of("K=\"line1\nline2\"", "line1\nline2"),
                Arguments.of("K='a\\'b'", "a\\'b"),
                Arguments.of("K='ends\\'", "ends\\"),
                Arguments.of("K=one\nK=two", "two"),
                Arguments.of("\uFEFFK=value", "value"),
                Arguments.of("export=1\nK=value", "value"));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void readsAsDotenvDoes(String line, String value) {
        assertEquals(value, EnvFile.parse(line).variables().get("K"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"K", "K value", "=value", "K:value", "K:", "'K'=value", "a b=c", "export K", "K\n=value", "?"})
    void refusesALineThatDotenvWouldLeaveOut(String line) {
        CodebException refused =
                assertThrows(CodebException.class, () -> EnvFile.parse("A=1\n# two\n" + line + "\nB=2\n"));
        assertEquals(ErrorCode.ENV_INVALID, refused.code());
        assertEquals(3, refused.details().get("line"));
    }

    @Test
    void refusesWhatCannotBeCarried() {
        assertEquals(2, lineOf("A=1\nB=a\0b"));
        assertEquals(2, lineOf("A=1\nB=\uD800"));
        assertEquals(2, lineOf("A=1\n__proto__=b"));
        assertEquals(2, lineOf("A=1\nB=" + "x".repeat(120 * 1024 + 1)));
        assertEquals(2, lineOf("A=1\nB=1 # c\u2028C=3"));
        assertEquals(4, lineOf("A='1\n2\n3'\nnonsense"));
        byte[] bytes = "A=1\nB=é\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                2,
                assertThrows(CodebException.class, () -> EnvFile.parse(bytes))
                        .details()
                        .get("line"));
    }

    private static Object lineOf(String text) {
        return assertThrows(CodebException.class, () -> EnvFile.parse(text))
                .details()
                .get("line");
    }

    @Test
    void neverTellsAValueInARefusal() {
        String message = assertThrows(CodebException.class, () -> EnvFile.parse("hunter2 is the password"))
                .getMessage();
        assertFalse(message.contains("hunter2"));
    }

    @Test
    void readsALongQuotedValue() {
        String value = "x'\n".repeat(30_000);
        assertEquals(value, EnvFile.parse("K=\"" + value + "\"").variables().get("K"));
    }

    @Test
    void keepsCommentsAndOrderWhenMerging() {
        EnvFile before = EnvFile.parse("# head\nA=1\n\nexport B='two' # why\nC=3\n");
        EnvFile after = before.merge(EnvFile.parse("B=2\nD=four words\nA=1\n"));
        assertEquals("# head\nA=1\n\nexport B=2 # why\nC=3\nD=\"four words\"\n", after.text());
    }

    @Test
    void refusesToAddBehindAQuoteThatNeverCloses() {
        EnvFile before = EnvFile.parse("A='x\nB=y\n");
        CodebException refused = assertThrows(
                CodebException.class, () -> before.with("C", "'\n'").text());
        assertEquals(ErrorCode.ENV_INVALID, refused.code());
    }

    @Test
    void writesEveryValueSoThatItReadsBackTheSame() {
        Random random = new Random(20261123);
        String alphabet = "ab \t'\"`\\nr#$=\n\r{}!~é한\uFEFF\u00A0\u2028;&|<>()*";
        int written = 0;
        for (int i = 0; i < 20_000; i++) {
            String value = random.ints(random.nextInt(12), 0, alphabet.length())
                    .collect(StringBuilder::new, (text, c) -> text.append(alphabet.charAt(c)), StringBuilder::append)
                    .toString();
            EnvFile file = EnvFile.parse("BEFORE=1\n# it's\n");
            try {
                String text =
                        file.with("K", value).with("AFTER", "it's\n\"so\"").text();
                Map<String, String> expected = new LinkedHashMap<>();
                expected.put("BEFORE", "1");
                expected.put("K", value);
                expected.put("AFTER", "it's\n\"so\"");
                assertEquals(expected, EnvFile.parse(text).variables());
                written++;
            } catch (CodebException refused) {
                assertEquals(ErrorCode.ENV_INVALID, refused.code());
                boolean allQuotes = value.contains("'") && value.contains("`") && value.contains("\"");
                boolean escapes = value.contains("\r") || value.contains("\\");
                assertTrue(allQuotes || escapes, "refused without need: " + value.replace("\n", "⏎"));
            }
        }
        assertTrue(written > 18_000, "only " + written + " could be written");
    }

    @Test
    void tellsTheVersionByTheBytes() {
        byte[] bytes = "A=1\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(12, EnvFile.version(bytes).length());
        assertArrayEquals(bytes, EnvFile.parse(bytes).bytes());
    }
}
