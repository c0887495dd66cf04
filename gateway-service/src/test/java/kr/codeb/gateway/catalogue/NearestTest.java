package kr.codeb.gateway.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> KNOWN = List.of("deploy_project", "rollback", "logs");

    @Test
    void aSlipIsUnderstood() {
        assertEquals(Optional.of("deploy_project"), Nearest.to("Deploy-Project", KNOWN));
        assertEquals(Optional.of("rollback"), Nearest.to("rolback", KNOWN));
    }

    /** Whoever wants to delete must not be led to deploy. */
    @Test
    void theSameWordsInAnotherOrderAreMeant() {
        List<String> tools = List.of("deploy_project", "project_delete", "project_list");
        assertEquals(Optional.of("project_delete"), Nearest.to("delete_project", tools));
        assertEquals(Optional.of("project_delete"), Nearest.to("Delete-Project", tools));
        assertEquals(Optional.of("project_list"), Nearest.to("list_project", tools));
    }

    @Test
    void somethingElseIsNot() {
        assertEquals(Optional.empty(), Nearest.to("make_coffee", KNOWN));
        assertEquals(Optional.empty(), Nearest.to("x".repeat(1000), KNOWN));
    }
}
