package kr.codeb.provisioner.env;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kr.codeb.provisioner.env.EnvDifference.Status;
import org.junit.jupiter.api.Test;

class EnvDifferenceTest {

    @Test
    void tellsWhatATextWouldDo() {
        EnvFile file = EnvFile.parse("A=1\nB=2\nC=3\n");
        EnvFile given = EnvFile.parse("D=4\nB='2'\nC=4\n");
        assertEquals(
                List.of(
                        new EnvDifference("A", Status.REMOVED),
                        new EnvDifference("B", Status.SAME),
                        new EnvDifference("C", Status.CHANGED),
                        new EnvDifference("D", Status.ADDED)),
                EnvDifference.between(file, given));
    }
}
