package kr.codeb.deployer.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kr.codeb.contracts.deployer.ContainerView.End;
import org.junit.jupiter.api.Test;

class EndsTest {

    private final Ends ends = new Ends();

    private void hear(String action, long second, String exit) {
        ends.hear(DockerEvent.of("%s %d000000000 id shop-production-green - %s".formatted(action, second, exit))
                .orElseThrow());
    }

    @Test
    void whatSomebodyAskedForIsNoCrash() {
        hear("kill", 100, "-");
        hear("die", 102, "137");
        assertEquals(List.of(), ends.of("id"));
        hear("die", 400, "3");
        assertEquals(List.of(3), ends.of("id").stream().map(End::exitCode).toList());
    }

    @Test
    void outOfMemoryBelongsToTheEndThatFollows() {
        hear("oom", 100, "-");
        hear("die", 101, "137");
        hear("die", 120, "1");
        assertEquals(
                List.of(true, false), ends.of("id").stream().map(End::oomKilled).toList());
    }

    @Test
    void theSameEndToldTwiceIsOne() {
        hear("die", 100, "3");
        hear("die", 110, "3");
        hear("die", 100, "3");
        hear("die", 110, "3");
        assertEquals(2, ends.of("id").size());
    }

    @Test
    void remembersTheNewestAndNothingOfWhatIsGone() {
        for (int i = 0; i < 100; i++) {
            hear("die", 100 + i, "3");
        }
        assertEquals(20, ends.of("id").size());
        hear("destroy", 300, "-");
        assertEquals(List.of(), ends.of("id"));
    }
}
