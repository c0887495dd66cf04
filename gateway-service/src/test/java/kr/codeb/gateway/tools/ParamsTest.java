package kr.codeb.gateway.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Param;
import kr.codeb.gateway.catalogue.ParamCheck;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each param accepts and refuses. */
class ParamsTest {

    private static final String DIGEST = "@sha256:" + "0a".repeat(32);

    private record Values(Param param, List<Object> good, List<Object> bad) {}

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
                    List.of("", "-x", ".x", "a b", "a\n", "é")),
            new Values(
                    Params.DOMAIN,
                    List.of("shop.example.com", "a.b", "xn--bcher-kva.example", "1.example.com"),
                    List.of(
                            "shop",
                            "Shop.example.com",
                            "a..b",
                            "-a.b",
                            "a-.b",
                            "a.b.",
                            "a b.c",
                            "*.a.b",
                            "a.b:80",
                            "a.1",
                            "{a}.b.c",
                            "a.b\n",
                            "a".repeat(64) + ".com")),
            new Values(Params.CONTAINER_PORT, List.of(1, 3000, 65535), List.of(0, -1, 65536, "3000", 1.5)),
            new Values(
                    Params.HEALTH_PATH,
                    List.of("/", "/health", "/a/b?c=d&e=%20", "/~x:y@z"),
                    List.of("", "health", "/a b", "/a\n", "/\"", "/'", "/a\\b", "/ä", "/`id`", "/\u0000")),
            new Values(
                    Params.MEMORY,
                    List.of("512m", "6m", "1g", "2G", "6291456", "6144k"),
                    List.of(
                            "",
                            "5m",
                            "0",
                            "m",
                            "1.5g",
                            "512 m",
                            "512mb",
                            "-1g",
                            "6291455b",
                            "999999999999999g\n",
                            512)),
            new Values(
                    Params.CPUS,
                    List.of("1", "0.5", 1, 0.25, 2, "16"),
                    List.of("0", 0, "-1", -1, "", "a", "0.001", "1,5", "9999", 1e10, true)),
            new Values(
                    Params.KEY_NAME, List.of("ci", "GitHub Actions", "배포"), List.of("", " ", "a\nb", "x".repeat(101))));

    @TestFactory
    Stream<DynamicTest> goodValuesPass() {
        return TABLE.stream()
                .flatMap(row -> row.good.stream()
                        .map(value -> DynamicTest.dynamicTest(
                                row.param.name() + " " + value,
                                () -> assertEquals(List.of(), ParamCheck.violations(row.param, tree(value))))));
    }

    @TestFactory
    Stream<DynamicTest> badValuesAreRefusedInASentence() {
        return TABLE.stream()
                .flatMap(row -> row.bad.stream()
                        .map(value -> DynamicTest.dynamicTest(
                                row.param.name() + " " + value,
                                () -> assertEquals(
                                        List.of("%s must be %s.".formatted(row.param.name(), row.param.rule())),
                                        ParamCheck.violations(row.param, tree(value))))));
    }

    private static JsonNode tree(Object value) {
        return Json.tree(value);
    }
}
