package kr.codeb.gateway.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.gateway.Json;
import kr.codeb.gateway.catalogue.Answer;
import kr.codeb.gateway.catalogue.Execution;
import kr.codeb.gateway.catalogue.Tool;
import kr.codeb.gateway.catalogue.ToolCatalog;

/** The answer of an ended operation. It follows from the record alone, so asking again gives the same. */
@Singleton
public class OperationAnswer {

    // Looked up when needed: the catalogue's tools show operations themselves.
    private final Instance<ToolCatalog> catalog;

    OperationAnswer(Instance<ToolCatalog> catalog) {
        this.catalog = catalog;
    }

    public Answer of(Operation ended) {
        Answer answer = ended.failure() == null ? success(ended) : failure(ended);
        return new Answer(answer.failure(), Masked.urls(answer.body()));
    }

    private Answer success(Operation ended) {
        ObjectNode fields = Json.object();
        if (ended.result() instanceof ObjectNode result) {
            fields.setAll(result);
        }
        catalog.get().tool(ended.tool()).map(Tool::work).ifPresent(work -> {
            if (work instanceof Execution.Long change) {
                change.enrich().accept(ended, fields);
            }
        });
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
