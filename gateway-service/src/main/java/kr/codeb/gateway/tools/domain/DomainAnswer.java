package kr.codeb.gateway.tools.domain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import kr.codeb.contracts.operation.Operation;
import kr.codeb.contracts.operation.OperationKind;
import kr.codeb.contracts.registry.Urls;
import kr.codeb.gateway.operation.Enrichment;

/** Adds the address of a domain that was set up. */
@Singleton
class DomainAnswer implements Enrichment {

    private final Urls urls;

    DomainAnswer(Urls urls) {
        this.urls = urls;
    }

    @Override
    public OperationKind kind() {
        return OperationKind.DOMAIN;
    }

    @Override
    public void addTo(Operation ended, ObjectNode fields) {
        if (!fields.has("removed")) {
            fields.put(
                    "url",
                    urls.site(
                            ended.project(),
                            ended.environment(),
                            fields.path("domain").asText()));
        }
    }
}
