package kr.codeb.deployer.cleanup;

import kr.codeb.deployer.testing.Wired;

/** A cleanup that is over when it returns. */
public final class CleanupForTests {

    private CleanupForTests() {}

    public static Cleanup of(Wired wired) {
        return new Cleanup(
                wired.registry,
                wired.provisioner,
                wired.host,
                wired.found,
                wired.containers,
                wired.removal,
                wired.images);
    }
}
