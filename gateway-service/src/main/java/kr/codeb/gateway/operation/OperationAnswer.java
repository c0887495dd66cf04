package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.neighbour.Reads;

/** The answer of an ended operation. It follows from the record alone, so asking again gives the same. */
@Singleton
public class OperationAnswer {

    private final Map<OperationKind, Enrichment> byKind;
    private final Reads reads;

    OperationAnswer(@All List<Enrichment> enrichments, Reads reads) {
        this.reads = reads;
        byKind = enrichments.stream().collect(Collectors.toMap(Enrichment::kind, one -> one));
    }

    public Answer of(Operation ended) {
        reads.changed(ended);
        Answer answer = ended.failure() == null ? success(ended) : failure(ended);
        return new Answer(answer.failure(), Masked.urls(answer.body()));
    }

    private Answer success(Operation ended) {
        ObjectNode fields = Json.object();
        if (ended.result() instanceof ObjectNode result) {
            fields.setAll(result);
        }
        if (byKind.containsKey(ended.kind())) {
            byKind.get(ended.kind()).addTo(ended, fields);
        }
        fields.set("steps", Json.tree(ended.steps()));
        fields.put("duration", duration(ended));
        return Answer.success(fields, ended.id(), ended.correlationId());
    }

    private static Answer failure(Operation ended) {
        return Answer.failure(ended.failure(), ended.steps(), ended.id(), ended.correlationId());
    }

    /** Milliseconds from its start to its end. */
    public static long duration(Operation ended) {
        if (ended.endedAt() == null) {
            return 0;
        }
        return Duration.between(ended.startedAt() == null ? ended.createdAt() : ended.startedAt(), ended.endedAt())
                .toMillis();
    }
}
