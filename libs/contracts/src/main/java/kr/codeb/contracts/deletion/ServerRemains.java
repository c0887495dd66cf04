package kr.codeb.contracts.deletion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What an environment has on the servers beside its containers and images.
 *
 * @param domains all that it answers to, the primary one first
 * @param dnsRecords names whose A record CodeB made
 * @param database absent when it has none
 * @param redis its number; absent when it has none
 * @param files its site, its env file and its backups
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerRemains(
        List<String> domains, List<String> dnsRecords, String database, Integer redis, List<String> files) {}
