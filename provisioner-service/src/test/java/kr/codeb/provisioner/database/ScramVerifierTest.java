package kr.codeb.provisioner.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScramVerifierTest {

    /** The exchange of RFC 7677, section 3. */
    @Test
    void agreesWithTheStandard() {
        assertEquals(
                "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                        + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
                ScramVerifier.of("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==")));
    }

    @Test
    void takesANewSaltEachTime() {
        assertNotEquals(ScramVerifier.of("pencil"), ScramVerifier.of("pencil"));
    }
}
