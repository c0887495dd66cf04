package kr.codeb.deployer.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import kr.codeb.contracts.deployer.ImageReference;
import kr.codeb.contracts.deployer.PullRight;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.operations.ssh.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PullFailureTest {

    private static CodebException failure(int exit, String said, PullFailure.Account account) {
        return PullFailure.of(
                "ghcr.io/org/myapp:v1",
                ImageReference.of("ghcr.io/org/myapp:v1"),
                new CommandResult(exit, "", said),
                Duration.ofSeconds(180),
                account);
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
        CodebException failure = failure(1, said, PullFailure.Account.NONE);

        assertEquals(ErrorCode.PULL_FAILED, failure.code());
        assertTrue(failure.getMessage().contains(sentence), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("Docker says: " + said), failure.getMessage());
    }

    @Test
    void aRefusedLoginNamesItsSetting() {
        String said = "WARNING! Your password will be stored unencrypted\nunauthorized: authentication required";

        assertEquals(
                "ghcr.io/org/myapp:v1 cannot be fetched: ghcr.io does not accept the login,"
                        + " or it may not read this image. " + PullRight.of("ghcr.io")
                        + " Docker says: unauthorized: authentication required",
                failure(1, said, PullFailure.Account.USED).getMessage());
    }

    /** What workflow_init says is to be set up is said again where it is missing. */
    @Test
    void whoMayNotReadGithubsPackagesIsToldTheRightThatItTakes() {
        String message = failure(1, "denied", PullFailure.Account.NONE).getMessage();
        assertTrue(
                message.contains("codeb.image-registries.\"ghcr.io\"") && message.contains("read:packages"), message);
    }

    @Test
    void aPullThatTakesTooLongNamesItsLimit() {
        assertTrue(failure(124, "", PullFailure.Account.NONE).getMessage().contains("within 180 s"));
    }

    @Test
    void aLoginForOtherTeamsNamesItsSetting() {
        String message = failure(1, "no basic auth credentials", PullFailure.Account.WITHHELD)
                .getMessage();
        assertTrue(message.contains("codeb.image-registries.\"ghcr.io\".teams"), message);
    }

    /** What another service answered to Docker is nobody's business, and no words move a reader's terminal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error response from daemon: error parsing HTTP 404 response body: invalid character '<': \"<secret>\"",
                "Error response from daemon: Get \"http://h/v2/\": net/http: HTTP/1.x transport connection broken:"
                        + " malformed HTTP response \"SSH-2.0-secret\"",
                "received unexpected HTTP status: 500 secret",
            })
    void nothingOfAnotherServicesAnswerIsTold(String said) {
        String message = failure(1, said, PullFailure.Account.NONE).getMessage();
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void controlAndDirectionCharactersAreGone() {
        String message = failure(1, "a\u001b[31mred\u202egnp\u0007\u2028b", PullFailure.Account.NONE)
                .getMessage();
        assertTrue(message.endsWith("Docker says: a [31mred gnp b"), message);
    }
}
