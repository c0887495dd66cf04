package kr.codeb.provisioner.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SqlTest {

    @Test
    void quotesNames() {
        assertEquals("\"my\"\"db\"", Sql.name("my\"db"));
        assertEquals("\"drop table x; --\"", Sql.name("drop table x; --"));
    }

    @Test
    void refusesANameThatPostgresWouldCut() {
        assertThrows(IllegalArgumentException.class, () -> Sql.name("x".repeat(64)));
    }

    @Test
    void quotesTexts() {
        assertEquals("'it''s'", Sql.text("it's"));
        assertEquals(" E'a\\\\b'", Sql.text("a\\b"));
    }
}
