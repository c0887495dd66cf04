package kr.codeb.deployer.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.FoundContainer;
import kr.codeb.deployer.container.SlotContainer;
import kr.codeb.deployer.health.Listening.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {

    private static final CheckedContainer CHECKED = new CheckedContainer(
            new SlotContainer("myapp", Environment.PRODUCTION, SlotName.GREEN),
            4103,
            new ProjectEnvironment(
                    new Ports(4102, 4103), null, null, null, null, 3000, "/health", "512m", "1", "api", 48),
            "myapp.codeb.kr",
            null);

    private static Evidence evidence(
            String status, int exit, boolean oom, int restarts, String log, Listening... ports) {
        FoundContainer container = new FoundContainer(
                "id", "myapp-production-green", status, "img", List.of(), Map.of(), exit, oom, restarts, "");
        return new Evidence(container, false, List.of(ports), List.of(log));
    }

    private static Evidence http2(Listening port) {
        return new Evidence(evidence("running", 0, false, 0, "").container(), true, List.of(port), List.of());
    }

    private static HealthReport report(int status) {
        return new HealthReport(
                "timeout",
                new Probe(CHECKED.url(), status, 3, status == 302 ? "https://myapp.codeb.kr/login" : null),
                null,
                null,
                Duration.ofSeconds(60));
    }

    private static Stream<Arguments> table() {
        Listening right = new Listening(3000, Reach.ALL);
        Listening rightInside = new Listening(3000, Reach.LOOPBACK);
        Listening rightIpv6 = new Listening(3000, Reach.IPV6);
        Listening wrong = new Listening(8080, Reach.ALL);
        return Stream.of(
                Arguments.of(evidence("exited", 3, false, 0, ""), 0, Cause.EXITED, "exit code 3"),
                Arguments.of(evidence("exited", 0, false, 0, ""), 0, Cause.EXITED, "must go on running"),
                Arguments.of(evidence("exited", 127, false, 0, ""), 0, Cause.EXITED, "was not found"),
                Arguments.of(evidence("exited", 137, true, 0, ""), 0, Cause.OOM_KILLED, "512m"),
                Arguments.of(evidence("restarting", 1, false, 4, ""), 0, Cause.CRASH_LOOP, "4 times"),
                Arguments.of(
                        evidence("exited", 1, false, 0, "exec /app: exec format error"),
                        0,
                        Cause.IMAGE_ARCH,
                        "another processor"),
                Arguments.of(evidence("running", 0, false, 0, "", right), 500, Cause.HTTP_STATUS, "answers 500"),
                Arguments.of(
                        evidence("running", 0, false, 0, "", right),
                        302,
                        Cause.HTTP_STATUS,
                        "answers 302, a redirect to https://myapp.codeb.kr/login"),
                Arguments.of(
                        evidence("running", 0, false, 0, "", rightIpv6), 0, Cause.LISTENS_ON_LOOPBACK, "IPv6 only"),
                Arguments.of(http2(right), 0, Cause.TIMEOUT, "HTTP/2 without TLS"),
                Arguments.of(evidence("running", 0, false, 0, "", wrong), 0, Cause.WRONG_PORT, "port 8080"),
                Arguments.of(
                        evidence("running", 0, false, 0, "", rightInside), 0, Cause.LISTENS_ON_LOOPBACK, "0.0.0.0"),
                Arguments.of(
                        evidence("running", 0, false, 0, "", right, rightInside),
                        0,
                        Cause.TIMEOUT,
                        "got no answer within 60 s"),
                Arguments.of(evidence("running", 0, false, 0, ""), 0, Cause.TIMEOUT, "did not listen"),
                Arguments.of(Evidence.NONE, 0, Cause.EXITED, "no container"));
    }

    @ParameterizedTest
    @MethodSource("table")
    void findsTheCauseAndSaysWhatToDo(Evidence seen, int status, Cause cause, String words) {
        Diagnosis diagnosis = Diagnosis.of(CHECKED, seen, report(status));

        assertEquals(cause, diagnosis.cause());
        assertTrue(diagnosis.sentence().contains(words), diagnosis.sentence());
        assertEquals("the application's own words", diagnosis.logSource());
        assertEquals(status, diagnosis.probe().status());
    }

    @Test
    void aRefusedStartCarriesDockersWords() {
        assertEquals(
                Cause.EXITED,
                Diagnosis.refused("Minimum memory limit allowed is 6MB").cause());
        assertTrue(Diagnosis.refused("Bind for 127.0.0.1:4103 failed: port is already allocated")
                .sentence()
                .contains("has to be restarted"));
        assertTrue(Diagnosis.refused("listen tcp4 127.0.0.1:4103: bind: address already in use")
                .sentence()
                .contains("port is taken by something"));
        assertEquals(
                Cause.IMAGE_ARCH,
                Diagnosis.refused("WARNING: The requested image's platform (linux/arm64) does "
                                + "not match the detected host platform (linux/amd64)")
                        .cause());
    }

    @Test
    void readsWhatTheExaminationPrints() {
        String text = """
                VE9LRU49Z2VoZWltLWdlaGVpbQo=

                {"Name":"/x","RestartCount":0,"State":{"Status":"exited","ExitCode":3,"OOMKilled":false,"Error":""}}
                no

                starting with geheim-geheim

                no configuration
                """;

        Evidence seen = Examination.read(text);

        assertEquals("exited", seen.container().status());
        assertEquals(3, seen.container().exitCode());
        assertEquals(List.of("starting with [REDACTED]", "", "no configuration"), seen.log());
        assertFalse(seen.running());
    }

    @Test
    void readsWhereProcessesListen() {
        String text = "\n\n{\"RestartCount\":2,\"State\":{\"Status\":\"running\"}}\nyes\n"
                + "LISTEN 0      511        127.0.0.1:3000       0.0.0.0:*\n"
                + "LISTEN 0      4096      127.0.0.11:40001      0.0.0.0:*\n"
                + "LISTEN 0      511                *:8080             *:*\n"
                + "LISTEN 0      511             [::]:3000          [::]:*\n"
                + "LISTEN 0      511            [::1]:3001          [::]:*\n"
                + "\nhello\n";

        Evidence seen = Examination.read(text);

        assertEquals(
                List.of(
                        new Listening(3000, Reach.LOOPBACK),
                        new Listening(8080, Reach.ALL),
                        new Listening(3000, Reach.IPV6),
                        new Listening(3001, Reach.LOOPBACK)),
                seen.listening());
        assertEquals(2, seen.container().restarts());
        assertTrue(seen.http2());
        assertEquals(List.of("hello"), seen.log());
    }
}
