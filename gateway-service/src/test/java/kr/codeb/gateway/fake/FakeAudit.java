package kr.codeb.gateway.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kr.codeb.contracts.audit.AuditEntry;
import kr.codeb.contracts.audit.AuditVerdict;
import kr.codeb.contracts.audit.NewAuditEntry;
import kr.codeb.contracts.error.CodebException;
import kr.codeb.contracts.error.ErrorCode;
import kr.codeb.gateway.fake.FakeServer.Incoming;
import kr.codeb.gateway.fake.FakeServer.Reply;

/** The registry's audit. It can write nothing down for a correlation id that begins with {@code full-disk}. */
final class FakeAudit {

    private final List<AuditEntry> entries = new ArrayList<>();

    FakeAudit(FakeServer server) {
        server.on("POST", "/registry/audit", this::add);
        server.on("GET", "/registry/audit", this::list);
        server.on(
                "GET",
                "/registry/audit/verification",
                call -> new Reply(200, new AuditVerdict(1, 1, "audit.jsonl, byte 7: the entry was changed.")));
    }

    private synchronized Reply add(Incoming call) throws Exception {
        NewAuditEntry what = FakeRegistry.JSON.treeToValue(call.body(), NewAuditEntry.class);
        if (what.correlationId().startsWith("full-disk")) {
            throw new CodebException(ErrorCode.SERVICE_UNAVAILABLE, "The audit cannot be written.");
        }
        AuditEntry entry = new AuditEntry(entries.size() + 1, Instant.now(), what, "0");
        entries.add(entry);
        return new Reply(200, entry);
    }

    private synchronized Reply list(Incoming call) {
        Map<String, String> query = call.query();
        long before = Long.parseLong(query.get("before"));
        return new Reply(
                200,
                entries.reversed().stream()
                        .filter(entry -> query.get("teamId").equals(entry.what().teamId()))
                        .filter(entry -> !query.containsKey("by")
                                || query.get("by").equals(entry.what().by()))
                        .filter(entry -> before == 0 || entry.number() < before)
                        .limit(Integer.parseInt(query.get("limit")))
                        .toList());
    }
}
