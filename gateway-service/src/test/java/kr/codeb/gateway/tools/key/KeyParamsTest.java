package kr.codeb.gateway.tools.key;

import java.util.List;
import java.util.stream.Stream;
import kr.codeb.gateway.catalogue.ParamCheck;
import kr.codeb.gateway.catalogue.ParamCheck.Values;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a key may be called. */
class KeyParamsTest {

    private static final List<Values> TABLE = List.of(new Values(
            KeyTools.KEY_NAME, List.of("ci", "GitHub Actions", "배포"), List.of("", " ", "a\nb", "x".repeat(101))));

    @TestFactory
    Stream<DynamicTest> goodValuesPassAndBadOnesAreRefusedInASentence() {
        return ParamCheck.tests(TABLE);
    }
}
