package kr.codeb.deployer.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kr.codeb.contracts.registry.Environment;
import kr.codeb.contracts.registry.Ports;
import kr.codeb.contracts.registry.ProjectEnvironment;
import kr.codeb.contracts.registry.SlotName;
import kr.codeb.deployer.container.SlotContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {

    private static final Subject SUBJECT = new Subject(
            new SlotContainer("myapp", Environment.PRODUCTION, SlotName.GREEN),
            4103,
            new ProjectEnvironment(
                    new Ports(4102, 4103), null, null, null, null, 3000, "/health", "512m", "1", "api", 48),
            null);

    private static Evidence evidence(
            String status, int exit, boolean oom, int restarts, String log, Listening... ports) {
        return new Evidence(status, exit, oom, restarts, "", List.of(ports), List.of(log));
    }

    private static HealthReport report(int status) {
        return new HealthReport("timeout", new Probe(SUBJECT.url(), status, 3), null, null, Duration.ofSeconds(60));
    }

    private static Stream<Arguments> table() {
        Listening right = new Listening(3000, false);
        Listening rightInside = new Listening(3000, true);
        Listening wrong = new Listening(8080, false);
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
                Arguments.of(evidence("running", 0, false, 0, "", right), 302, Cause.HTTP_STATUS, "answers 302"),
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
        Diagnosis diagnosis = Diagnosis.of(SUBJECT, seen, report(status));

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

                0 {"Status":"exited","ExitCode":3,"OOMKilled":false,"Error":""}

                starting with geheim-geheim

                no configuration
                """;

        Evidence seen = Examination.read(text);

        assertEquals("exited", seen.status());
        assertEquals(3, seen.exitCode());
        assertEquals(List.of("starting with [REDACTED]", "", "no configuration"), seen.log());
        assertFalse(seen.running());
    }

    @Test
    void readsWhereProcessesListen() {
        String text = "\n\n2 {\"Status\":\"running\"}\n"
                + "  sl  local_address rem_address   st tx_queue\n"
                + "   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000\n"
                + "   1: 0B00007F:9C41 00000000:0000 0A 00000000:00000000\n"
                + "   2: 0100007F:1234 0100007F:0BB8 01 00000000:00000000\n"
                + "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0:0\n"
                + "\nhello\n";

        Evidence seen = Examination.read(text);

        assertEquals(List.of(new Listening(3000, true), new Listening(8080, false)), seen.listening());
        assertEquals(2, seen.restarts());
        assertEquals(List.of("hello"), seen.log());
    }
}
