package kr.codeb.deployer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import kr.codeb.contracts.deployer.ContainerView.End;
import org.junit.jupiter.api.Test;

/** A version that goes down after it was deployed is not called healthy, and the reason is told. */
class ConditionTest {

    private static final Instant NOW = Instant.parse("2026-01-14T10:00:00Z");

    private static Sighting seen(String status, String health, String probe) {
        return new Sighting(
                "id",
                "shop-production-green",
                "image",
                "v1",
                status,
                status.equals("running") ? 7 : 0,
                NOW.minusSeconds(300).toString(),
                NOW.minusSeconds(5).toString(),
                137,
                true,
                4,
                64L << 20,
                500_000_000,
                "4101",
                health,
                probe,
                "curl -sf http://127.0.0.1:3000/health || wget -q -O /dev/null http://127.0.0.1:3000/health");
    }

    private static End end(long secondsAgo, boolean oomKilled) {
        return new End(NOW.minusSeconds(secondsAgo), oomKilled ? 137 : 3, oomKilled);
    }

    private static Condition of(Sighting seen, List<End> ends, Boolean answers) {
        return Condition.of(seen, ends, answers, NOW);
    }

    @Test
    void oneThatRunsAndAnswersIsWell() {
        assertEquals(new Condition(true, null), of(seen("running", "healthy", ""), List.of(), true));
        assertEquals(new Condition(true, null), of(seen("running", "starting", null), List.of(), true));
        assertEquals(new Condition(true, null), of(seen("running", null, null), List.of(end(3_600, true)), null));
    }

    @Test
    void outOfMemoryShowsAfterTheStartThatFollows() {
        Condition condition = of(seen("running", "healthy", ""), List.of(end(200, true)), true);
        assertEquals(false, condition.healthy());
        assertTrue(condition.reason().contains("out of memory (limit 64 MB)"), condition::reason);
    }

    @Test
    void endsThatFollowEachOtherAreACrashLoopWhetherItRunsJustNowOrNot() {
        List<End> ends =
                IntStream.of(400, 300, 200).mapToObj(ago -> end(ago, false)).toList();
        for (String status : List.of("running", "restarting")) {
            Condition condition = of(seen(status, "healthy", ""), ends, true);
            assertEquals(false, condition.healthy());
            assertTrue(condition.reason().contains("again and again"), condition::reason);
        }
    }

    @Test
    void oneThatDoesNotAnswerIsNotWellWhateverDockerSays() {
        Condition condition = of(seen("running", "healthy", ""), List.of(), false);
        assertEquals(false, condition.healthy());
        assertTrue(condition.reason().contains("4101"), condition::reason);
    }

    @Test
    void aFailingCheckCountsUnlessTheImageCannotCheck() {
        String refused = "sh: 1: wget: not found\ncurl: (22) The requested URL returned error: 503";
        assertEquals(
                false,
                of(seen("running", "unhealthy", refused), List.of(), true).healthy());
        String noTools = "/bin/sh: curl: not found\n/bin/sh: wget: not found\n";
        assertEquals(
                true, of(seen("running", "unhealthy", noTools), List.of(), true).healthy());
        // As Docker 20.10 and 26 say it.
        for (String noShell : List.of(
                "OCI runtime exec failed: exec: \"/bin/sh\": stat /bin/sh: executable file not found",
                "OCI runtime exec failed: exec failed: unable to start container process: exec: \"/bin/sh\": stat /bin/sh: no such file or directory: unknown")) {
            assertEquals(
                    true,
                    of(seen("running", "unhealthy", noShell), List.of(), null).healthy());
        }
    }

    @Test
    void oneThatLiesThereTellsHowItEnded() {
        Condition condition = of(seen("exited", null, null), List.of(), null);
        assertEquals(false, condition.healthy());
        assertTrue(condition.reason().contains("exit code 137, out of memory"), condition::reason);
    }

    @Test
    void nobodyKnowsYetOfOneThatHasJustBeenStarted() {
        assertNull(of(seen("running", "starting", null), List.of(), null).healthy());
    }
}
