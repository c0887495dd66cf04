package kr.codeb.gateway.tools.project;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.gateway.catalogue.ParamCheck;
import kr.codeb.gateway.catalogue.ParamCheck.Values;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each setting of a project accepts and refuses. */
class ProjectParamsTest {

    private static final List<Values> TABLE = List.of(
            new Values(
                    ProjectParams.DOMAIN,
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
            new Values(ProjectParams.CONTAINER_PORT, List.of(1, 3000, 65535), List.of(0, -1, 65536, "3000", 1.5)),
            new Values(
                    ProjectParams.HEALTH_PATH,
                    List.of("/", "/health", "/a/b?c=d&e=%20", "/~x:y@z"),
                    List.of("", "health", "/a b", "/a\n", "/\"", "/'", "/a\\b", "/ä", "/`id`", "/\u0000")),
            new Values(
                    ProjectParams.MEMORY,
                    List.of("512m", "6m", "1g", "2G", "6291456", "6144k", 512, "512", 536870912),
                    List.of(
                            "",
                            "5m",
                            5,
                            "0",
                            "m",
                            "1.5g",
                            "512 m",
                            "512mb",
                            "-1g",
                            "6291455b",
                            "999999999999999g\n",
                            new BigInteger("9223372036854775808"))),
            new Values(
                    ProjectParams.CPUS,
                    List.of("1", "0.5", 1, 0.25, 2, "16"),
                    List.of("0", 0, "-1", -1, "", "a", "0.001", "1,5", "9999", 1e10, true)));

    @TestFactory
    Stream<DynamicTest> goodValuesPassAndBadOnesAreRefusedInASentence() {
        return ParamCheck.tests(TABLE);
    }
}
