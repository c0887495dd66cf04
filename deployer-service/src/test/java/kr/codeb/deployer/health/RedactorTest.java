package kr.codeb.deployer.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RedactorTest {

    private final Redactor redactor =
            Redactor.of("""
            DATABASE_URL=postgresql://u:p4ssw0rd-long@db:5432/x
            NODE_ENV=production
            SHORT=abc
            DB_PASSWORD=x7Qz
            COLOUR=purple
            BARE
            """, "export KEY='-----BEGIN KEY-----\nMIIEvQIBADAN\n-----END KEY-----'\n");

    @Test
    void takesValuesOutOfALine() {
        assertEquals(
                "connect [REDACTED] failed", redactor.clean("connect postgresql://u:p4ssw0rd-long@db:5432/x failed"));
    }

    @Test
    void takesAPasswordOutThatStoodInAUrl() {
        assertEquals("password [REDACTED]", redactor.clean("password p4ssw0rd-long"));
    }

    @Test
    void takesEachLineOfALongValueOut() {
        assertEquals("key [REDACTED]", redactor.clean("key MIIEvQIBADAN"));
    }

    @Test
    void leavesShortAndUsualWords() {
        assertEquals("abc in production", redactor.clean("abc in production"));
    }

    @Test
    void takesASecretOutHoweverShortItIs() {
        assertEquals("login with [REDACTED], [REDACTED]", redactor.clean("login with x7Qz, purple"));
    }
}
