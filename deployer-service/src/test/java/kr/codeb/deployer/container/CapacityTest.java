package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.run.InMemoryOperation;
import kr.codeb.operations.ssh.Command;
import kr.codeb.operations.ssh.CommandResult;
import kr.codeb.operations.ssh.Remote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is given more than there is. */
class CapacityTest {

    private static Capacity capacity(String info, String memory, String cpus) {
        Remote remote = new Remote() {
            @Override
            public CommandResult run(Command command) {
                return new CommandResult(0, info, "");
            }

            @Override
            public String name() {
                return "a host";
            }
        };
        DockerHost host = new DockerHost(
                remote, InMemoryOperation.fence("/opt/codeb"), new Docker(List.of("docker"), 512, true, "codeb-apps"));
        return new Capacity(
                host, Optional.ofNullable(memory), Optional.ofNullable(cpus).map(BigDecimal::new));
    }

    @ParameterizedTest
    @CsvSource({
        "9000g, 1, memory 9000g is more than 8192m",
        "8193m, 1, memory 8193m is more than 8192m",
        "512m, 1024, cpus 1024 is more than 4",
        "512m, 4.5, cpus 4.5 is more than 4"
    })
    void moreThanTheHostHasIsRefused(String memory, String cpus, String words) {
        Capacity host = capacity("8589934592 4\n", null, null);

        CodebException refusal = assertThrows(CodebException.class, () -> host.check(memory, cpus));

        assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
        assertTrue(refusal.getMessage().startsWith(words), refusal.getMessage());
    }

    @Test
    void whatThereIsMayBeHad() {
        assertDoesNotThrow(() -> capacity("8589934592 4\n", null, null).check("8g", "4"));
        assertDoesNotThrow(() -> capacity("nonsense", null, null).check("9000g", "64"));
    }

    @Test
    void theSettingsMayAllowLess() {
        Capacity less = capacity("8589934592 4\n", "1g", "0.5");

        assertDoesNotThrow(() -> less.check("1g", "0.5"));
        assertTrue(assertThrows(CodebException.class, () -> less.check("1025m", "0.5"))
                .getMessage()
                .contains("codeb.deploy.most-memory"));
        assertTrue(assertThrows(CodebException.class, () -> less.check("512m", "1"))
                .getMessage()
                .contains("codeb.deploy.most-cpus"));
    }
}
