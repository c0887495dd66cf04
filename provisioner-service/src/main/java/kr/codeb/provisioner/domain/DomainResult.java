package kr.codeb.provisioner.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What {@code domain_setup} and {@code domain_delete} answer.
 *
 * @param dns absent when it was taken away
 * @param tls {@code ready}, or {@code pending} and why; absent when it was taken away
 * @param removed the name that was taken away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DomainResult(String domain, Dns dns, String tls, String removed) {

    /**
     * @param managed whether CodeB keeps its record; otherwise its owner has to make {@code records}
     */
    record Dns(boolean managed, List<DnsEntry> records) {}

    record DnsEntry(String name, String type, String value) {}
}
