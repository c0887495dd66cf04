package kr.codeb.gateway.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.gateway.catalogue.ParamCheck;
import kr.codeb.gateway.catalogue.ParamCheck.Values;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each shared param accepts and refuses. */
class ParamsTest {

    private static final String DIGEST = "@sha256:" + "0a".repeat(32);

    private static final List<Values> TABLE = List.of(
            new Values(
                    Params.PROJECT,
                    List.of("a", "myapp", "my-app-2", "a".repeat(50), "a1"),
                    List.of(
                            "",
                            "A",
                            "1a",
                            "-a",
                            "a-",
                            "a--b",
                            "a_b",
                            "a.b",
                            "a b",
                            "a\n",
                            "a".repeat(51),
                            "ä",
                            "a;rm",
                            7)),
            new Values(
                    Params.IMAGE,
                    List.of(
                            "nginx",
                            "nginx:1",
                            "library/nginx",
                            "ghcr.io/org/app:abc123def",
                            "localhost:5000/a/b:v1.2_3-x",
                            "[::1]:5000/a",
                            "app" + DIGEST,
                            "ghcr.io/o/a:1" + DIGEST,
                            "a__b/c-d--e.f",
                            "Host.example/app"),
                    List.of(
                            "",
                            "App",
                            "a:",
                            "a@sha256:12",
                            "a b",
                            "a;b",
                            "-a",
                            "a/-b",
                            "a:" + "t".repeat(129),
                            "a..b",
                            "a/",
                            "/a",
                            "http://a/b",
                            "a\n",
                            "a:1 --privileged",
                            "$(id)",
                            "a@md5:00",
                            "a/" + "b".repeat(300))),
            new Values(
                    Params.VERSION,
                    List.of("v1", "1.0.0+build", "_x", "abc123"),
                    List.of("", "-x", ".x", "a b", "a\n", "é")));

    /** A name that Docker would take for a host is none that anybody means. */
    @Test
    void aNameInUpperCaseIsProposedInLowerCase() {
        Map.of(
                        "Bad/App:v1", "bad/app:v1",
                        "App:V1", "app:V1",
                        "Ghcr.io/Org/App:v1", "Ghcr.io/org/app:v1",
                        "localhost:5000/App", "localhost:5000/app")
                .forEach((written, meant) -> assertEquals(
                        "Repository names are lower case: %s.".formatted(meant),
                        Params.IMAGE.advice().apply(TextNode.valueOf(written))));
    }

    @TestFactory
    Stream<DynamicTest> goodValuesPassAndBadOnesAreRefusedInASentence() {
        return ParamCheck.tests(TABLE);
    }
}
