package kr.codeb.provisioner.dns;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The zone of the base domain. Every call fails with DNS_UNAVAILABLE when it cannot be done. */
public interface DnsZone {

    /** Whether the authoritative server answers for the zone. */
    void ping();

    /** The zone's name, which is the base domain. */
    String name();

    /**
     * The records in the zone now that lead names somewhere. Nothing is asked over the network, which could cache an absence.
     *
     * @param names full names below the zone
     * @return full name to records; a name without any is missing
     */
    Map<String, List<DnsRecord>> records(Collection<String> names);

    /** Makes A records: each name has exactly these addresses then, none when the list is empty; asked back afterwards. */
    void put(Map<String, List<String>> records);
}
