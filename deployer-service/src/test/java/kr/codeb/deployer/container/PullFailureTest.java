package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullFailureTest {

    private static CodebException failure(int exit, String said, boolean loggedIn) {
        return PullFailure.of(
                "ghcr.io/org/myapp:v1",
                ImageReference.of("ghcr.io/org/myapp:v1"),
                new CommandResult(exit, "", said),
                Duration.ofSeconds(180),
                loggedIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest for ghcr.io/org/myapp:v1 not found: manifest unknown: manifest unknown | with the tag v1",
                "Get \"https://ghcr.io/v2/\": no basic auth credentials | or it is private",
                "denied: requested access to the resource is denied | or it is private",
                "dial tcp 10.0.0.1:443: connect: connection refused | does not answer",
                "dial tcp: lookup ghcr.io: no such host | cannot be resolved",
                "x509: certificate signed by unknown authority | no certificate",
                "no matching manifest for linux/amd64 in the manifest list entries | processor",
                "write /var/lib/docker/tmp/x: no space left on device | disk is full",
                "toomanyrequests: You have reached your pull rate limit | no more just now",
                "something new | the pull failed",
            })
    void saysWhyAndWhatDockerSaid(String said, String sentence) {
        CodebException failure = failure(1, said, false);

        assertEquals(ErrorCode.PULL_FAILED, failure.code());
        assertTrue(failure.getMessage().contains(sentence), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("Docker says: " + said), failure.getMessage());
    }

    @Test
    void aRefusedLoginNamesItsSetting() {
        String said = "WARNING! Your password will be stored unencrypted\nunauthorized: authentication required";

        assertEquals(
                "ghcr.io/org/myapp:v1 cannot be fetched: ghcr.io does not accept the login,"
                        + " or it may not read this image. Check codeb.image-registries.\"ghcr.io\"."
                        + " Docker says: unauthorized: authentication required",
                failure(1, said, true).getMessage());
    }

    @Test
    void aPullThatTakesTooLongNamesItsLimit() {
        assertTrue(failure(124, "", false).getMessage().contains("within 180 s"));
    }
}
