package kr.codeb.gateway.tools.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ToldTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void threeImagesUnderOneVersionAreToldApart() throws Exception {
        assertEquals(
                "2026-11-30T10:00:00Z deploy production v1 of ghcr.io/acme/shop:main sha256:0123456789ab: success, by alice",
                line("""
                        {"at": "2026-11-30T10:00:00Z", "kind": "deploy", "environment": "production", "version": "v1",
                         "image": "ghcr.io/acme/shop:main", "digest": "sha256:0123456789abcdef0123", "outcome": "success",
                         "by": {"id": "key_1", "name": "alice"}}"""));
    }

    @Test
    void aRollbackTellsItsReasonAndAFailureItsCode() throws Exception {
        assertEquals(
                "2026-11-30T10:00:00Z rollback staging: failed NO_PREVIOUS_VERSION, by key_1 (orders are lost)",
                line("""
                        {"at": "2026-11-30T10:00:00Z", "kind": "rollback", "environment": "staging", "version": null,
                         "image": null, "digest": null, "outcome": "failed", "code": "NO_PREVIOUS_VERSION",
                         "reason": "orders are lost", "by": {"id": "key_1"}}"""));
    }

    private static String line(String operation) throws Exception {
        return Told.line(JSON.readTree(operation));
    }
}
